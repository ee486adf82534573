/** What a slip says, as the section and an office read it. */
import { useTranslation } from 'react-i18next'
import type { SlipView } from '../../../protocol/slip.ts'
import { dollars, overOf } from './slip-looks.ts'

export const SlipFacts = ({ slip }: { readonly slip: SlipView }) => {
  const { t } = useTranslation()
  const over = overOf(slip)
  const line = (name: 'what' | 'device' | 'room' | 'propertyNumber' | 'vendor' | 'reason') => (
    <div>
      <dt>{t(`slip.${name}`)}</dt>
      <dd>{slip[name] === '' ? <span className="faint">{t('slip.unknown')}</span> : slip[name]}</dd>
    </div>
  )
  return (
    <dl className="slip-facts">
      {line('device')}
      {line('room')}
      <div className="slip-wide">
        <dt>{t('slip.what')}</dt>
        <dd>{slip.what === '' ? <span className="faint">{t('slip.unknown')}</span> : slip.what}</dd>
      </div>
      <div className="slip-wide">
        <dt>{t('slip.reason')}</dt>
        <dd>{slip.reason === '' ? <span className="faint">{t('slip.unknown')}</span> : slip.reason}</dd>
      </div>
      <div>
        <dt>{t('slip.estimateShort')}</dt>
        <dd>
          {slip.estimate === null ? (
            <span className="faint">{t('slip.unknown')}</span>
          ) : (
            <b>{t('slip.currency', { amount: dollars(slip.estimate) })}</b>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('slip.cost')}</dt>
        <dd>
          {slip.cost === null ? (
            <span className="faint">{t('slip.noCost')}</span>
          ) : (
            t('slip.currency', { amount: dollars(slip.cost) })
          )}{' '}
          {over !== null && <span className="chip amber">▲ {t('slip.over', { amount: dollars(over) })}</span>}
        </dd>
      </div>
      {line('vendor')}
      {line('propertyNumber')}
    </dl>
  )
}
