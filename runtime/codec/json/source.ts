/** A text that has arrived whole, or a stream whose next text begins at `position`. */
export interface Source {
  readonly buffer: Uint8Array
  position: number
  readonly end: number
}
