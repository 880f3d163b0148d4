import { Packr } from 'msgpackr'
import type { Contender } from '../contender.js'

/** MessagePack as anyone can read it. */
export function msgpackr(): Contender {
  return packing(new Packr({ useRecords: false }))
}

/** With its own extension: the keys of an object are sent once and known from then on, on both sides. */
export function msgpackrRecords(): Contender {
  return packing(new Packr({ structures: [] }))
}

function packing(packr: Packr): Contender {
  return {
    encode: (value) => packr.pack(value),
    decode: (bytes) => packr.unpack(bytes),
  }
}
