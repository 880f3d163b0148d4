"""Serves Arith on standard input and output, a line of JSON for each message."""

import json
import sys


def multiply(a, b):
    return a * b


def divide(a, b):
    if b == 0:
        raise ValueError("divide by zero")
    quo = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
    return {"quo": quo, "rem": a - b * quo}


methods = {"Arith.multiply": multiply, "Arith.divide": divide}

for line in sys.stdin:
    request = json.loads(line)
    reply = {"id": request.get("id")}
    try:
        reply["ok"] = methods[request["call"]](**request["with"])
    except Exception as error:
        reply["error"] = str(error)
    if reply["id"] is not None:
        print(json.dumps(reply), flush=True)
