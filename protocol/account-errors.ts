/** People and signing in: what can go wrong. */
import type { ErrorEntry } from './error-entry.ts'

export const ACCOUNT_ERRORS = {
  NOT_SIGNED_IN: { status: 401, text: { 'zh-TW': '請先登入。', en: 'Sign in first.' } },
  SIGN_IN_FAILED: {
    status: 401,
    text: { 'zh-TW': '帳號或密碼不正確，請再試一次。', en: 'The name or the password is not right. Try again.' },
  },
  SECOND_FACTOR_WRONG: {
    status: 403,
    text: {
      'zh-TW': '驗證碼不正確，或已經用過。請等 App 換下一組再輸入；手機時間也要正確。',
      en: 'That code is not right, or was used. Wait for the app’s next one; the phone’s time must be right too.',
    },
  },
  RECOVERY_CODE_WRONG: {
    status: 403,
    text: {
      'zh-TW': '這組救援碼不正確，或已經用過。',
      en: 'That recovery code is not right, or was used.',
    },
  },
  SECOND_FACTOR_REQUIRED: {
    status: 409,
    text: {
      'zh-TW': '學校要求管理者使用兩步驟驗證，所以不能關閉。',
      en: 'The school demands a second step of administrators; it can’t be turned off.',
    },
  },
  OPENID_UNREACHABLE: {
    status: 503,
    text: {
      'zh-TW': '目前連不上學校的登入服務。請改用帳號密碼登入，或稍後再試。',
      en: 'The school’s sign-in service can’t be reached. Use your name and password, or try again later.',
    },
  },
  OPENID_FAILED: {
    status: 403,
    text: {
      'zh-TW': '學校的登入服務沒有完成登入。請再試一次，或改用帳號密碼。',
      en: 'The school’s sign-in service did not complete. Try again, or use your name and password.',
    },
  },
  OPENID_FLOW_OVER: {
    status: 403,
    text: {
      'zh-TW': '這次登入已經過期或用過。請在這個頁面重新按一次登入。',
      en: 'That sign-in is over or was used. Begin again on this page.',
    },
  },
  OPENID_EMAIL_UNVERIFIED: {
    status: 403,
    text: {
      'zh-TW': '登入服務沒有確認您的電子郵件。請先用帳號密碼登入，再到「設定」連結；沒有密碼請洽管理者。',
      en: 'The sign-in service does not confirm your e-mail address. Sign in with your password and link it in Settings; without a password, ask an administrator.',
    },
  },
  OPENID_NOT_LINKED: {
    status: 403,
    text: {
      'zh-TW': '沒有帳號連結到這個身分。有密碼的話，請先登入再到「設定」連結；否則請管理者用這個電子郵件邀請您。',
      en: 'No account is linked to this identity. With a password, sign in and link it in Settings; otherwise ask an administrator to invite this e-mail address.',
    },
  },
  OPENID_DISABLED: {
    status: 403,
    text: { 'zh-TW': '這個帳號已停用，請洽管理者。', en: 'This account is disabled. Ask an administrator.' },
  },
  OPENID_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '這個身分或這個帳號已經連結過了。請先解除原來的連結。',
      en: 'This identity, or this account, is linked already. Unlink the other one first.',
    },
  },
  OPENID_ONLY_WAY: {
    status: 409,
    text: {
      'zh-TW': '這個帳號沒有密碼，解除後就無法登入。請先向管理者要連結設定密碼。',
      en: 'This account has no password and could not sign in any more. Ask an administrator for a link to choose one first.',
    },
  },
  CSRF_TOKEN_WRONG: {
    status: 403,
    text: { 'zh-TW': '頁面已過期，請重新整理後再試。', en: 'This page is out of date. Reload it and try again.' },
  },
  NOT_ALLOWED: {
    status: 403,
    text: { 'zh-TW': '您的帳號沒有這項權限，請洽管理者。', en: 'Your account may not do this. Ask an administrator.' },
  },
  PASSWORD_SHORT: {
    status: 400,
    text: {
      'zh-TW': '密碼太短：至少 {length} 個字元，一句好記的話最好。',
      en: 'This password is too short: at least {length} characters; a phrase is best.',
    },
  },
  PASSWORD_COMMON: {
    status: 400,
    text: {
      'zh-TW': '這個密碼出現在外洩的密碼清單裡，別人很快就會猜到。請換一句自己的話。',
      en: 'This password is on a list of leaked ones; it would soon be guessed. Use a phrase of your own.',
    },
  },
  PASSWORD_TELLING: {
    status: 400,
    text: {
      'zh-TW': '密碼幾乎只有「{word}」：請不要用姓名、帳號或學校名稱當密碼。',
      en: 'This password is little more than “{word}”: don’t use your name, your account or the school’s name.',
    },
  },
  LINK_INVALID: {
    status: 410,
    text: {
      'zh-TW': '這個連結已經用過、過期或被撤回。請向管理者要一個新的。',
      en: 'This link was used, has expired or was withdrawn. Ask an administrator for a new one.',
    },
  },
  EMAIL_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '「{email}」已經是另一個帳號的電子郵件。',
      en: '“{email}” is another account’s e-mail address.',
    },
  },
  SETUP_LINK_USED: {
    status: 410,
    text: {
      'zh-TW': '這個設定連結已經用過或已失效。請看伺服器主控台上的新連結，或直接登入。',
      en: 'This set-up link was used or is no longer valid. Look for a new one on the server’s console, or sign in.',
    },
  },
  LAST_ADMIN: {
    status: 409,
    text: {
      'zh-TW': '至少要保留一位管理者。請先指定另一位管理者。',
      en: 'One administrator must remain. Make someone else an administrator first.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
