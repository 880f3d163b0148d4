import type { ByteWriter } from '../../../bytes.js'
import { writeAscii } from '../ascii.js'
import type { JsonRpcOptions } from './options.js'

/** What stands around the messages that are written. */
export interface Framing {
  /** Ends the message that begins at this length of the writer. */
  close(start: number): void
}

const LINE_FEED = 0x0a
const HEADER = 'Content-Length: '
const HEADER_END = '\r\n\r\n'

type Kind = NonNullable<JsonRpcOptions['framing']>

const framings: Readonly<Record<Kind, (writer: ByteWriter) => Framing>> = {
  newline: (writer) => ({
    close() {
      writer.reserve(1)
      writer.buffer[writer.position++] = LINE_FEED
    },
  }),
  concatenated: () => ({ close() {} }),
  'content-length': (writer) => ({
    close(start) {
      const header = `${HEADER}${writer.length - start}${HEADER_END}`
      writer.reserve(header.length)
      const { buffer, position } = writer
      const at = writer.start + start
      buffer.copyWithin(at + header.length, at, position)
      writeAscii(buffer, at, header)
      writer.position = position + header.length
    },
  }),
}

export function framingOf(kind: Kind, writer: ByteWriter): Framing {
  return framings[kind](writer)
}
