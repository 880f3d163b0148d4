"""Makes calls of a server: client.py WIRE PORT, where WIRE is an object of wires.py as JSON.

Reads lines of JSON, {"service", "method", "args"}, and prints for each what the
call came to: {"result"}, {"exception", "fields"}, or {"application", "message"}
for a TApplicationException and its type. Values are as values.py has them, `args`
an object of them.
"""

import importlib
import json
import sys

from thrift.protocol.TMultiplexedProtocol import TMultiplexedProtocol
from thrift.Thrift import TApplicationException, TException
from thrift.transport.TSocket import TSocket

from values import built_fields, described, described_struct
from wires import accelerated, protocol, transport


def connect(wire, port):
    """A function that answers with the client of a service. All share one connection."""
    socket = TSocket('127.0.0.1', port)
    # A call that hangs is a failure that says so.
    socket.setTimeout(20000)
    below = transport(wire, socket)
    below.open()
    speak = accelerated if wire.get('accelerated') else protocol
    clients = {}

    def client(service, module):
        if service not in clients:
            plain = speak(wire, below)
            # The name by which the server knows it; a newer version is the same service.
            served = service.replace('Newer', '')
            clients[service] = module.Client(TMultiplexedProtocol(plain, served) if wire['multiplexed'] else plain)
        return clients[service]

    return client


def call(client, service, method, args):
    module = importlib.import_module('calculator.' + service)
    arguments = built_fields(getattr(module, method + '_args'), args)
    try:
        value = getattr(client(service, module), method)(**arguments)
    except TApplicationException as error:
        return {'application': error.type, 'message': error.message}
    except TException as error:
        if not hasattr(error, 'thrift_spec'):
            raise
        return {'exception': type(error).__name__, 'fields': described_struct(error)}
    if value is None:
        return {'result': None}
    _, ttype, _, of, _ = getattr(module, method + '_result').thrift_spec[0]
    return {'result': described(ttype, of, value)}


def main(wire, port):
    client = connect(json.loads(wire), int(port))
    for line in sys.stdin:
        print(json.dumps(call(client, **json.loads(line))), flush=True)


main(*sys.argv[1:])
