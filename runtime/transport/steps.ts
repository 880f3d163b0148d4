/** Work in steps, some of which have to be waited for. */
export type Steps = Generator<Promise<void> | undefined, void>

/** Takes the steps at once while none has to wait; a promise stands for those that are left. */
export function runSteps(steps: Steps): Promise<void> | undefined {
  for (let step = steps.next(); step.done !== true; step = steps.next()) {
    if (step.value !== undefined) return finish(step.value, steps)
  }
  return undefined
}

async function finish(first: Promise<void>, steps: Steps): Promise<void> {
  await first
  for (const step of steps) await step
}
