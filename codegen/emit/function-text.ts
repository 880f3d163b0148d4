import { CodeBlockWriter } from 'ts-morph'

/** A function with a body of several lines: the writer knows how deep each stands. */
export function functionText(signature: string, body: (writer: CodeBlockWriter) => void): string {
  const writer = new CodeBlockWriter({ newLine: '\n', useTabs: false, indentNumberOfSpaces: 2, useSingleQuote: true })
  writer.write(signature).block(() => body(writer))
  return writer.toString()
}
