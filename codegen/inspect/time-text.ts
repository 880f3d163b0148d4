import type { GobValue } from '@rpcgen/runtime/gob/inspect'

type Time = NonNullable<Extract<GobValue, { kind: 'opaque' }>['time']>

/** A moment in its own zone, to the nanosecond. */
export function timeText({ seconds, nanos, offset }: Time): string {
  const local = new Date((seconds + offset) * 1000)
  if (Number.isNaN(local.getTime())) return `${seconds} s and ${nanos} ns from 1970`
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
  return `${local.toISOString().slice(0, -'.000Z'.length)}${fraction}${zoneText(offset)}`
}

function zoneText(offset: number): string {
  if (offset === 0) return 'Z'
  const size = Math.abs(offset)
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60]
  const [hours, minutes, seconds] = parts.map((part) => String(part).padStart(2, '0'))
  return `${offset < 0 ? '-' : '+'}${hours}:${minutes}${seconds === '00' ? '' : `:${seconds}`}`
}
