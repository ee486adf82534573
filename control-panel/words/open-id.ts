/** Words of the school’s own sign-in, in both languages. */
import type { Same } from './shape.ts'

export const openIdZh = {
  signIn: '用 {{name}} 登入',
  away: '目前連不上 {{name}}；帳號密碼仍然可以登入。',
  title: '用 {{name}} 登入',
  notLinked: '連結後，不用密碼也能用 {{name}} 登入這個帳號。',
  linked: '已連結 {{email}}（{{since}}）。',
  link: '連結 {{name}}',
  unlink: '解除連結',
  unlinked: '已解除與 {{name}} 的連結',
  OPENID_UNREACHABLE: '目前連不上學校的登入服務。請改用帳號密碼登入，或稍後再試。',
  OPENID_FAILED: '學校的登入服務沒有完成登入。請再試一次，或改用帳號密碼。',
  OPENID_FLOW_OVER: '這次登入已經過期或用過。請在這個頁面重新按一次登入。',
  OPENID_EMAIL_UNVERIFIED: '登入服務沒有確認您的電子郵件。請先用帳號密碼登入，再到「設定」連結；沒有密碼請洽管理者。',
  OPENID_NOT_LINKED: '沒有帳號連結到這個身分。有密碼的話，請先登入再到「設定」連結；否則請管理者用這個電子郵件邀請您。',
  OPENID_DISABLED: '這個帳號已停用，請洽管理者。',
  OPENID_TAKEN: '這個身分或這個帳號已經連結過了。請先解除原來的連結。',
} as const

export const openIdEn: Same<typeof openIdZh> = {
  signIn: 'Sign in with {{name}}',
  away: '{{name}} can’t be reached now; name and password still work.',
  title: 'Sign in with {{name}}',
  notLinked: 'Once linked, {{name}} signs you in to this account without its password.',
  linked: 'Linked to {{email}} ({{since}}).',
  link: 'Link {{name}}',
  unlink: 'Unlink',
  unlinked: 'No longer linked to {{name}}',
  OPENID_UNREACHABLE: 'The school’s sign-in service can’t be reached. Use your name and password, or try again later.',
  OPENID_FAILED: 'The school’s sign-in service did not complete. Try again, or use your name and password.',
  OPENID_FLOW_OVER: 'That sign-in is over or was used. Begin again on this page.',
  OPENID_EMAIL_UNVERIFIED:
    'The sign-in service does not confirm your e-mail address. Sign in with your password and link it in Settings; without a password, ask an administrator.',
  OPENID_NOT_LINKED:
    'No account is linked to this identity. With a password, sign in and link it in Settings; otherwise ask an administrator to invite this e-mail address.',
  OPENID_DISABLED: 'This account is disabled. Ask an administrator.',
  OPENID_TAKEN: 'This identity, or this account, is linked already. Unlink the other one first.',
}
