import { float64, integer, type StructType, string } from '../../../../../../runtime/type.js'
import { struct } from './struct.js'

/* The types that several tests of encoder_test.go use, under Go's names. */

export const et0: StructType = struct('ET0', () => ({ A: integer, B: string }))
export const et1: StructType = struct('ET1', () => ({ A: integer, Et2: [et2], Next: [et1] }))
export const et2: StructType = struct('ET2', () => ({ X: string }))
/** As ET1, but with another name for a field. */
export const et3: StructType = struct('ET3', () => ({ A: integer, Et2: [et2], DifferentNext: [et1] }))
/** As ET1, but with another type for a field. */
export const et4: StructType = struct('ET4', () => ({ A: integer, Et2: float64, Next: integer }))
export const newType0: StructType = struct('NewType0', () => ({ S: string }))
