import type { Shape } from './shapes.js'

/** Turns the values of one shape into bytes and back, as often as it is asked to. */
export interface Contender {
  /** One whole message. What was sent before it, such as the definition of its type, is not in it. */
  encode(value: unknown): Uint8Array
  decode(bytes: Buffer): unknown
  /** What else runs in the process before each measurement, and is not measured. */
  beside?(value: unknown): void
}

interface Entry {
  readonly title: string
  /** Loads the contender alone, so that no other has its functions in the process. */
  load(shape: Shape): Promise<Contender>
}

export type ContenderName = keyof typeof contenders

/** By name, in the order in which they take turns. */
export const contenders = {
  json: {
    title: '`JSON.stringify`, `JSON.parse`',
    load: async () => (await import('./contenders/json.js')).json(),
  },
  gob: {
    title: 'rpcgen, gob',
    load: async (shape) => (await import('./contenders/gob.js')).gob(shape),
  },
  gobOfTwo: {
    title: 'rpcgen, gob of two codecs in use',
    load: async (shape) => (await import('./contenders/gob-of-two.js')).gobOfTwo(shape),
  },
  gobOfFour: {
    title: 'rpcgen, gob of four codecs in use',
    load: async (shape) => (await import('./contenders/gob-of-four.js')).gobOfFour(shape),
  },
  msgpack: {
    title: '@msgpack/msgpack',
    load: async () => (await import('./contenders/msgpack.js')).msgpack(),
  },
  msgpackr: {
    title: 'msgpackr',
    load: async () => (await import('./contenders/msgpackr.js')).msgpackr(),
  },
  msgpackrRecords: {
    title: 'msgpackr, shared records',
    load: async () => (await import('./contenders/msgpackr.js')).msgpackrRecords(),
  },
  protobufjs: {
    title: 'protobufjs',
    load: async (shape) => (await import('./contenders/protobufjs.js')).protobufjs(shape),
  },
  avsc: {
    title: 'avsc',
    load: async (shape) => (await import('./contenders/avsc.js')).avsc(shape),
  },
} satisfies Readonly<Record<string, Entry>>
