import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Tests run on the sources: one copy of the runtime in the process, and positions that mean something. */
export const alias: Record<string, string> = {
  '@rpcgen/runtime/node': here('./runtime/node.ts'),
  '@rpcgen/runtime/stub': here('./runtime/stub.ts'),
  '@rpcgen/runtime/memory': here('./runtime/transport/memory.ts'),
  '@rpcgen/runtime/fault': here('./runtime/transport/fault.ts'),
  '@rpcgen/runtime/gob/inspect': here('./runtime/codec/gob/inspect/index.ts'),
  '@rpcgen/runtime/gob': here('./runtime/codec/gob/index.ts'),
  '@rpcgen/runtime/json': here('./runtime/codec/json/index.ts'),
  '@rpcgen/runtime/msgpack': here('./runtime/codec/msgpack/index.ts'),
  '@rpcgen/runtime/thrift': here('./runtime/codec/thrift/index.ts'),
  '@rpcgen/runtime/tree': here('./runtime/tree/index.ts'),
  '@rpcgen/runtime': here('./runtime/index.ts'),
  'rpcgen/schema': here('./codegen/schema/index.ts'),
  'rpcgen/codegen': here('./codegen/index.ts'),
}

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One for each core: vitest leaves one of them to itself otherwise, which is half of a small machine.
    maxWorkers: '100%',
  },
})
