import protobuf from 'protobufjs'
import type { Contender } from '../contender.js'
import type { Shape } from '../shapes.js'

/** The same shapes in protobuf's words. */
const source = `
syntax = "proto3";
message Ints { int64 a = 1; int64 b = 2; }
message Account {
  int64 id = 1; string name = 2; string email = 3; double balance = 4; bool active = 5; int64 logins = 6;
}
message Accounts { repeated Account items = 1; }
message Numbers { repeated double items = 1; }
message Tree { string name = 1; int64 size = 2; repeated Tree children = 3; }
message Text { string text = 1; }
`

/** Its reflection, which makes code for each type when that is used first. An int64 is a number, as everywhere else here. */
export function protobufjs({ name }: Shape): Contender {
  protobuf.util.Long = null as unknown as typeof protobuf.util.Long
  protobuf.configure()
  const type = protobuf.parse(source).root.lookupType(name)
  return {
    encode: (value) => type.encode(value as Record<string, unknown>).finish(),
    decode: (bytes) => type.decode(bytes),
  }
}
