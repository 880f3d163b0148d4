import { expect, test } from 'vitest'
import { type Sender, SendLock } from '../../runtime/lock.js'

function senders(): { sent: string[]; sender: (name: string, then?: () => void) => Sender } {
  const sent: string[] = []
  return {
    sent,
    sender: (name, then) => ({
      send: () => {
        sent.push(name)
        then?.()
      },
    }),
  }
}

test('a free lock is taken at once', () => {
  const lock = new SendLock()
  const { sent, sender } = senders()
  lock.acquire(sender('a'))
  expect(sent).toEqual(['a'])
})

test('while it is held, senders queue and leave in order', () => {
  const lock = new SendLock()
  const { sent, sender } = senders()
  lock.hold()
  const b = sender('b')
  for (const each of [sender('a'), b, sender('c')]) lock.acquire(each)
  lock.leave(b)
  expect(lock.waiting.size).toBe(2)
  lock.release()
  expect(sent).toEqual(['a', 'c'])
  expect(lock.waiting.size).toBe(0)
})

test('a sender that fills the transport stops those behind it', () => {
  const lock = new SendLock()
  const { sent, sender } = senders()
  lock.hold()
  for (const each of [sender('a', () => lock.hold()), sender('b')]) lock.acquire(each)
  lock.release()
  expect(sent).toEqual(['a'])
  lock.release()
  expect(sent).toEqual(['a', 'b'])
})

test('a sender that sends while it sends waits its turn', () => {
  const lock = new SendLock()
  const { sent, sender } = senders()
  lock.acquire(
    sender('outer', () => {
      lock.acquire(sender('inner'))
      sent.push('outer goes on')
    }),
  )
  expect(sent).toEqual(['outer', 'outer goes on', 'inner'])
})
