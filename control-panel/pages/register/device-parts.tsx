/** Consumables and spare parts of a device: one used, one come, and when to buy more. */
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { EquipmentPart } from '../../../protocol/equipment.ts'
import type { EquipmentDetail } from '../../../protocol/equipment-detail.ts'
import { usePanel } from '../../context.tsx'
import { useNotices } from '../../shell/notices.tsx'
import { useRegisterAgain } from './register-queries.ts'

interface Props {
  readonly device: EquipmentDetail
  readonly writes: boolean
}
export const DeviceParts = ({ device: { id, parts }, writes }: Props) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt } = useNotices()
  const again = useRegisterAgain()
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const part = {
      name: String(fields.get('name') ?? '').trim(),
      count: Number(fields.get('count')),
      least: Number(fields.get('least')),
    }
    return attempt(async () => {
      await api.send('POST', `/api/equipment/${id}/parts`, EquipmentPart, part)
      form.reset()
      await again()
    })
  }
  return (
    <section className="panel-card" aria-label={t('register.parts')}>
      <h2>{t('register.parts')}</h2>
      {parts.length === 0 && <p className="faint">{t('register.noParts')}</p>}
      <ul className="rows">
        {parts.map((part) => (
          <PartRow key={part.id} part={part} path={`/api/equipment/${id}/parts`} writes={writes} />
        ))}
      </ul>
      {writes && (
        <form className="part-form" onSubmit={add}>
          <div>
            <label htmlFor="part-name">{t('register.partName')}</label>
            <input id="part-name" name="name" required maxLength={80} />
          </div>
          <div>
            <label htmlFor="part-count">{t('register.partCount')}</label>
            <input id="part-count" name="count" type="number" min={0} max={100_000} required defaultValue={1} />
          </div>
          <div>
            <label htmlFor="part-least">{t('register.partLeast')}</label>
            <input id="part-least" name="least" type="number" min={0} max={100_000} required defaultValue={0} />
          </div>
          <button type="submit" className="button">
            {t('act.add')}
          </button>
        </form>
      )}
    </section>
  )
}

interface RowProps {
  readonly part: EquipmentPart
  /** Of the device's parts. */
  readonly path: string
  readonly writes: boolean
}
const PartRow = ({ part, path, writes }: RowProps) => {
  const { t } = useTranslation()
  const { api } = usePanel()
  const { attempt, done } = useNotices()
  const again = useRegisterAgain()
  const { id, name, count, least } = part
  const come = (add: number) =>
    attempt(async () => {
      await api.send('PATCH', `${path}/${id}`, EquipmentPart, { add })
      await again()
    })
  const remove = () =>
    attempt(async () => {
      await api.act('DELETE', `${path}/${id}`)
      await again()
      const run = () =>
        attempt(async () => {
          await api.send('POST', path, EquipmentPart, { name, count, least })
          await again()
        })
      done(t('register.partGone', { name }), { label: t('act.undo'), run })
    })
  return (
    <li>
      <span className="grow">{name}</span>
      {count < least && <span className="chip amber">▲ {t('register.partShort', { least })}</span>}
      <b>{t('register.pieces', { count })}</b>
      {writes && (
        <>
          <button
            type="button"
            className="button small"
            disabled={count === 0}
            aria-label={t('register.useOne', { name })}
            onClick={() => come(-1)}
          >
            −1
          </button>
          <button
            type="button"
            className="button small"
            aria-label={t('register.oneCame', { name })}
            onClick={() => come(1)}
          >
            +1
          </button>
          <button type="button" className="button small" aria-label={`${t('act.remove')} ${name}`} onClick={remove}>
            {t('act.remove')}
          </button>
        </>
      )}
    </li>
  )
}
