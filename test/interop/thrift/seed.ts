const { THRIFT_SEED } = process.env

/** What the values at random of this run are made from. */
export const seed: number = THRIFT_SEED === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(THRIFT_SEED)

/** For whoever sees a test fail. */
export const again: string = `THRIFT_SEED=${seed} makes the same values again`
