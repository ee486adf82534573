import { expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'

interface Made {
  readonly id: string
  readonly title: string
  readonly kind: string
}

it('the test picture is drawn once, however often it is asked for, and again when it was put away', async () => {
  const app = await startTestApp()
  try {
    const operator = await app.as('operator')
    const ask = async () => {
      const answer = await operator.inject({ method: 'POST', url: '/api/test-picture', payload: {} })
      expect(answer.statusCode).toBe(200)
      return answer.json<Made>()
    }
    const [first, second] = await Promise.all([ask(), ask()])
    expect(second.id).toBe(first.id)
    expect((await ask()).id).toBe(first.id)
    expect(first).toMatchObject({ kind: 'other', title: '測試畫面 Test picture' })
    await operator.inject({ method: 'DELETE', url: `/api/media/${first.id}?force=true` })
    expect((await ask()).id).not.toBe(first.id)
  } finally {
    await app.close()
  }
})
