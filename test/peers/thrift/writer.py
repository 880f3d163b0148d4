"""Writes messages as the library does: lines of JSON in, lines of hexadecimal digits out.

A line is {"wire", "service", "method", "type", "seq", "value"}: `type` is CALL,
ONEWAY, REPLY or EXCEPTION. The value of a call is its arguments, and that of a
reply {"success"} or the declared exception under the name it has there; that of
an EXCEPTION is {"type", "message"}.
"""

import importlib
import json
import sys

from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.Thrift import TApplicationException, TMessageType
from thrift.transport.TTransport import TMemoryBuffer

from values import built_struct
from wires import protocol, transport

SUFFIXES = {'CALL': '_args', 'ONEWAY': '_args', 'REPLY': '_result'}


def body(service, method, type, value):
    if type == 'EXCEPTION':
        return TApplicationException(value['type'], value['message'])
    module = importlib.import_module('calculator.' + service)
    return built_struct(getattr(module, method + SUFFIXES[type]), value)


def written(wire, service, method, type, seq, value):
    memory = TMemoryBuffer()
    above = transport(wire, memory)
    writer = protocol(wire, above)
    if wire['multiplexed']:
        writer = TMultiplexedProtocol(writer, service)
    writer.writeMessageBegin(method, getattr(TMessageType, type), seq)
    body(service, method, type, value).write(writer)
    writer.writeMessageEnd()
    above.flush()
    return memory.getvalue().hex()


for line in sys.stdin:
    print(written(**json.loads(line)), flush=True)
