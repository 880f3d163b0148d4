/** Text from a schema file for a terminal: control characters, which could move its cursor, become marks. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '\ufffd')
}
