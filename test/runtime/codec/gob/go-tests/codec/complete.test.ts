import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { goTestsOf, translatedIn } from '../shared/go-tests.js'

test("each of Go's tests in codec_test.go has one here, and each one here is Go's", () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  expect([...translatedIn(folder)].sort()).toEqual([...goTestsOf('codec_test.go')].sort())
})
