import type { Without } from '../encoder/go-test-names.js'

const allocations =
  'A count of allocations, which JavaScript has no means to tell; what reading costs is held to a number of steps.'
const benchmark = 'A benchmark, which asserts nothing but that there is no error. Ours are in test/bench.'

/** The tests of type_test.go, timing_test.go and of the examples that have no counterpart in TypeScript. */
export const without: readonly Without[] = [
  { name: 'TestCountEncodeMallocs', reason: allocations },
  { name: 'TestCountDecodeMallocs', reason: allocations },
  ...[
    'BenchmarkEndToEndPipe',
    'BenchmarkEndToEndByteBuffer',
    'BenchmarkEndToEndSliceByteBuffer',
    'BenchmarkEncodeComplex128Slice',
    'BenchmarkEncodeFloat64Slice',
    'BenchmarkEncodeInt32Slice',
    'BenchmarkEncodeStringSlice',
    'BenchmarkEncodeInterfaceSlice',
    'BenchmarkDecodeComplex128Slice',
    'BenchmarkDecodeFloat64Slice',
    'BenchmarkDecodeInt32Slice',
    'BenchmarkDecodeStringSlice',
    'BenchmarkDecodeStringsSlice',
    'BenchmarkDecodeBytesSlice',
    'BenchmarkDecodeInterfaceSlice',
    'BenchmarkDecodeMap',
  ].map((name) => ({ name, reason: benchmark })),
]
