/** Language, appearance, the keys, and the way out. */
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { usePanel } from '../context.tsx'
import { useShade } from '../look/shade.tsx'

export const AccountMenu = ({ showKeys }: { readonly showKeys: () => void }) => {
  const { t, i18n } = useTranslation()
  const { user, signOut } = usePanel()
  const { choice, choose } = useShade()
  const [, go] = useLocation()
  const shades = { system: t('shell.shadeSystem'), light: t('shell.shadeLight'), dark: t('shell.shadeDark') } as const
  return (
    <>
      <button type="button" className="button plain" popoverTarget="account-menu" title={t('shell.account')}>
        {user.fullName || user.name} ▾
      </button>
      <div id="account-menu" popover="auto" className="menu">
        {(
          [
            ['zh-TW', '中文'],
            ['en', 'English'],
          ] as const
        ).map(([language, name]) => (
          <button
            key={language}
            type="button"
            aria-pressed={i18n.language === language}
            onClick={() => i18n.changeLanguage(language)}
          >
            {name}
          </button>
        ))}
        <hr />
        {(['system', 'light', 'dark'] as const).map((shade) => (
          <button key={shade} type="button" aria-pressed={choice === shade} onClick={() => choose(shade)}>
            {shades[shade]}
          </button>
        ))}
        <hr />
        {user.office !== '' && (
          <button type="button" popoverTarget="account-menu" popoverTargetAction="hide" onClick={() => go('/slips')}>
            {t('slip.toSign')}
          </button>
        )}
        <button type="button" popoverTarget="account-menu" popoverTargetAction="hide" onClick={showKeys}>
          {t('shell.keys')} <kbd>?</kbd>
        </button>
        <button type="button" onClick={() => signOut()}>
          {t('shell.signOut')}
        </button>
      </div>
    </>
  )
}
