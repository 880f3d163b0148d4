"""Values of Thrift as JSON, and back.

An integer is a decimal string, a double the hexadecimal digits of its bits (or
"nan"), a binary hexadecimal digits. A set is {"set": [...]}, a map
{"map": [[key, value], ...]}, both in no order that means anything. A struct is an
object of the fields that are set, and so is a union.

Types are those of the generated code: a TType, and what it says of the parts.
"""

import struct

from thrift.Thrift import TType

INTEGERS = (TType.BYTE, TType.I16, TType.I32, TType.I64)


def described(ttype, args, value):
    """The JSON of a value; fails where the value is not of the type."""
    if ttype == TType.BOOL:
        return of(value, bool)
    if ttype in INTEGERS:
        return str(of(value, int))
    if ttype == TType.DOUBLE:
        return 'nan' if value != value else struct.pack('>d', of(value, float)).hex()
    if ttype == TType.STRING:
        return of(value, bytes).hex() if args == 'BINARY' else of(value, str)
    if ttype == TType.LIST:
        return [described(args[0], args[1], item) for item in of(value, list)]
    if ttype == TType.SET:
        return {'set': [described(args[0], args[1], item) for item in of(value, set)]}
    if ttype == TType.MAP:
        pairs = of(value, dict).items()
        return {'map': [[described(args[0], args[1], key), described(args[2], args[3], item)] for key, item in pairs]}
    if ttype == TType.STRUCT:
        return described_struct(of(value, args[0]))
    raise ValueError('no such type: %r' % ttype)


def described_struct(value):
    fields = {}
    for spec in value.thrift_spec:
        item = None if spec is None else getattr(value, spec[2])
        if item is not None:
            fields[spec[2]] = described(spec[1], spec[3], item)
    return fields


def built(ttype, args, json):
    """The value that `described` makes this JSON of."""
    if ttype == TType.BOOL:
        return json
    if ttype in INTEGERS:
        return int(json)
    if ttype == TType.DOUBLE:
        return float('nan') if json == 'nan' else struct.unpack('>d', bytes.fromhex(json))[0]
    if ttype == TType.STRING:
        return bytes.fromhex(json) if args == 'BINARY' else json
    if ttype == TType.LIST:
        return [built(args[0], args[1], item) for item in json]
    if ttype == TType.SET:
        return {built(args[0], args[1], item) for item in json['set']}
    if ttype == TType.MAP:
        return {built(args[0], args[1], key): built(args[2], args[3], item) for key, item in json['map']}
    if ttype == TType.STRUCT:
        return built_struct(args[0], json)
    raise ValueError('no such type: %r' % ttype)


def built_struct(kind, json):
    return kind(**built_fields(kind, json))


def built_fields(kind, json):
    """Arguments by name, None for one that is absent; `kind` is a struct, the generated one for a method's arguments say."""
    specs = {spec[2]: spec for spec in kind.thrift_spec or () if spec is not None}
    fields = dict.fromkeys(specs)
    for name, item in json.items():
        fields[name] = built(specs[name][1], specs[name][3], item)
    return fields


def of(value, kind):
    if type(value) is not kind:
        raise TypeError('expected %s, got %r' % (kind.__name__, value))
    return value
