/** What can go wrong with studio cameras, in words. */
export const CAMERA_ERRORS = {
  CAMERA_TAKEN: {
    status: 409,
    text: {
      'zh-TW': '{address} 已經有一台攝影機「{name}」了。',
      en: 'There is already a camera at {address}: “{name}”.',
    },
  },
  CAMERA_CHANGED: {
    status: 409,
    text: {
      'zh-TW': '這台攝影機剛剛被別人改過。請看過新的內容再改。',
      en: 'Somebody has just changed this camera. Look at it again, then change it.',
    },
  },
  CAMERA_CERTIFICATE_OTHER: {
    status: 409,
    text: {
      'zh-TW': '攝影機現在出示的不是剛才看到的那張憑證。請重新比對指紋再接受。',
      en: 'The camera no longer shows the certificate you looked at. Compare the fingerprint again, then accept it.',
    },
  },
  CAMERA_CLOSED: {
    status: 409,
    text: {
      'zh-TW': '{address} 不在允許的攝影機網段內，伺服器不會連線。請主任或管理者先把網段加進去。',
      en: '{address} is not in the networks allowed for cameras, so the server does not contact it. The head or an administrator can allow its network.',
    },
  },
  CAMERA_NETWORK_WRONG: {
    status: 400,
    text: {
      'zh-TW': '「{network}」不能當攝影機網段：請寫成 10.1.20.0/24，最大 /16，不可為本機、連結本地或群播位址。',
      en: '“{network}” can’t be a network for cameras: write it as 10.1.20.0/24, no larger than /16, and not loopback, link-local or multicast.',
    },
  },
  CAMERA_NO_INTERFACE: {
    status: 409,
    text: {
      'zh-TW': '伺服器沒有網路卡在允許的網段裡，無法搜尋。請檢查網段，或直接輸入攝影機位址。',
      en: 'This server has no network card in the networks allowed, so it can’t search there. Check the networks, or add the camera by its address.',
    },
  },
  CAMERA_NO_PICTURE: {
    status: 503,
    text: {
      'zh-TW': '現在拿不到這台攝影機的畫面。',
      en: 'This camera gives no picture just now.',
    },
  },
  CAMERA_NOT_READ: {
    status: 409,
    text: {
      'zh-TW': '還沒讀到這台攝影機的型號，無法登錄到設備。請先讓它連線成功。',
      en: 'This camera’s model has not been read yet, so it can’t be put into the register. Let it answer first.',
    },
  },
} as const
