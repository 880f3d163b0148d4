"""The wires that Thrift's own library speaks: an object each, with the names of the codec's options."""

from thrift.protocol.TBinaryProtocol import TBinaryProtocol, TBinaryProtocolAccelerated
from thrift.protocol.TCompactProtocol import TCompactProtocol, TCompactProtocolAccelerated
from thrift.transport.TTransport import TBufferedTransport, TFramedTransport

WIRES = [
    {'protocol': protocol, 'strict': strict, 'framing': framing, 'multiplexed': multiplexed}
    for protocol, strict in (('binary', True), ('binary', False), ('compact', True))
    for framing in ('framed', 'buffered')
    for multiplexed in (False, True)
]


def transport(wire, below):
    return {'framed': TFramedTransport, 'buffered': TBufferedTransport}[wire['framing']](below)


class BinaryProtocol(TBinaryProtocol):
    """The library's, whose name of a method from an old header is bytes, which no table of Python 3 has."""

    def readMessageBegin(self):
        name, type, seq = super().readMessageBegin()
        return name if isinstance(name, str) else name.decode(), type, seq


class BinaryProtocolAccelerated(BinaryProtocol, TBinaryProtocolAccelerated):
    pass


def protocol(wire, transport):
    """The one in Python, which goes step by step."""
    if wire['protocol'] == 'compact':
        return TCompactProtocol(transport)
    return BinaryProtocol(transport, strictRead=wire['strict'], strictWrite=wire['strict'])


def accelerated(wire, transport):
    """The one in C, which takes a struct at a time."""
    if wire['protocol'] == 'compact':
        return TCompactProtocolAccelerated(transport, fallback=False)
    strict = wire['strict']
    return BinaryProtocolAccelerated(transport, strictRead=strict, strictWrite=strict, fallback=False)
