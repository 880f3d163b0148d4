"""Serves both services on every wire, each on a port of its own, until standard input ends.

Prints one line of JSON: the wires, each with its `port`.
"""

import json
import logging
import os
import sys
import threading

from thrift.protocol.TProtocol import TProtocolFactory
from thrift.server.TServer import TThreadedServer
from thrift.Thrift import TApplicationException
from thrift.TMultiplexedProcessor import TMultiplexedProcessor
from thrift.transport.TSocket import TServerSocket
from thrift.transport.TTransport import TTransportFactoryBase

from calculator import Calculator, Greeter
from calculator.ttypes import DivideByZero, Operation, Overflow, Quotient, Seen
from values import described_struct
from wires import WIRES, protocol, transport

LEAST_I32, LEAST_I64, GREATEST_I64 = -2**31, -2**63, 2**63 - 1

OPERATIONS = {
    Operation.ADD: lambda a, b: a + b,
    Operation.SUBTRACT: lambda a, b: a - b,
    Operation.MULTIPLY: lambda a, b: a * b,
}


class CalculatorHandler:
    def __init__(self):
        self.texts = []

    def multiply(self, a, b):
        return a * b

    def divide(self, a, b):
        if b == 0:
            raise DivideByZero(a)
        if a == LEAST_I32 and b == -1:
            raise Overflow('too large: 2147483648', -LEAST_I32)
        quo = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        return Quotient(quo, a - quo * b)

    def calculate(self, operation, a, b):
        result = OPERATIONS[operation](a, b)
        if not LEAST_I64 <= result <= GREATEST_I64:
            raise Overflow('too large: żółw', GREATEST_I64, operation)
        return result

    def see(self, value):
        return Seen(value, json.dumps(described_struct(value)))

    def nothing(self):
        pass

    def note(self, text):
        self.texts.append(text)

    def noted(self):
        return self.texts

    def fail(self, text):
        raise ValueError(text)

    def refuse(self, type, text):
        raise TApplicationException(type, text)


def same(self, value):
    return value


for name in vars(Calculator.Iface):
    if name.startswith('echo'):
        setattr(CalculatorHandler, name, same)


class GreeterHandler:
    def greet(self, name):
        return 'Hello, %s!' % name

    def multiply(self, a, b):
        return a * b + 1


class Transports(TTransportFactoryBase):
    def __init__(self, wire):
        self.wire = wire

    def getTransport(self, below):
        return transport(self.wire, below)


class Protocols(TProtocolFactory):
    def __init__(self, wire):
        self.wire = wire

    def getProtocol(self, transport):
        return protocol(self.wire, transport)


class ListeningSocket(TServerSocket):
    """Listens before the server of it runs, so that its port is known."""

    def __init__(self):
        super().__init__('127.0.0.1', 0)
        super().listen()

    def listen(self):
        pass


def main():
    # The library reports each error of a handler, all of which are meant, with its stack.
    logging.disable()
    calculator = Calculator.Processor(CalculatorHandler())
    both = TMultiplexedProcessor()
    both.registerProcessor('Calculator', calculator)
    both.registerProcessor('Greeter', Greeter.Processor(GreeterHandler()))
    listening = []
    for wire in WIRES:
        processor = both if wire['multiplexed'] else calculator
        socket = ListeningSocket()
        server = TThreadedServer(processor, socket, Transports(wire), Protocols(wire), daemon=True)
        threading.Thread(target=server.serve, daemon=True).start()
        listening.append({**wire, 'port': socket.handle.getsockname()[1]})
    print(json.dumps(listening), flush=True)
    sys.stdin.read()
    # Threads that wait in a system call do not hold up the end.
    os._exit(0)


main()
