/** Files, preparation and the library: what can go wrong. */
import type { ErrorEntry } from './error-entry.ts'

export const MEDIA_ERRORS = {
  MEDIA_EMPTY: {
    status: 422,
    text: {
      'zh-TW': '這個檔案是空的，可能沒有複製完成。請重新複製後再試。',
      en: 'This file is empty; the copy may not have finished. Copy it again.',
    },
  },
  MEDIA_NOT_MEDIA: {
    status: 422,
    text: {
      'zh-TW': '這不是影片或聲音檔（{what}）。請選擇影片或聲音檔。',
      en: 'This is not a video or sound file ({what}). Choose a video or sound file.',
    },
  },
  MEDIA_IS_PLAYLIST: {
    status: 422,
    text: {
      'zh-TW': '這個檔案只是一份播放清單，裡面沒有影片本身。請改放影片檔。',
      en: 'This file is only a playlist; the video itself is not in it. Add the video file instead.',
    },
  },
  MEDIA_IS_TEXT: {
    status: 422,
    text: {
      'zh-TW': '這是文字檔，不是影片或聲音。請選擇影片或聲音檔。',
      en: 'This is a text file, not video or sound. Choose a video or sound file.',
    },
  },
  MEDIA_IS_PICTURE: {
    status: 422,
    text: {
      'zh-TW': '這是圖片，不是影片。請先把圖片做成影片再放進來。',
      en: 'This is a picture, not a video. Make it into a video first.',
    },
  },
  MEDIA_IS_ARCHIVE: {
    status: 422,
    text: {
      'zh-TW': '這是壓縮檔（{what}）。請先解壓縮，再放進裡面的影片。',
      en: 'This is an archive ({what}). Unpack it and add the video inside.',
    },
  },
  MEDIA_NO_STREAMS: {
    status: 422,
    text: {
      'zh-TW': '檔案裡找不到可以播放的畫面或聲音。請用其他播放器確認檔案沒有損壞。',
      en: 'No picture and no sound that can be played were found in this file. Check in another player that it is not damaged.',
    },
  },
  MEDIA_UNREADABLE: {
    status: 422,
    text: {
      'zh-TW': '檔案損壞，讀不出內容。請重新匯出或重新複製。',
      en: 'The file is damaged and can’t be read. Export or copy it again.',
    },
  },
  MEDIA_NO_DURATION: {
    status: 422,
    text: {
      'zh-TW': '檔案的長度是零，沒有內容可播。請重新匯出。',
      en: 'The file has no length: there is nothing to play. Export it again.',
    },
  },
  MEDIA_TOO_LONG: {
    status: 422,
    text: {
      'zh-TW': '節目長度 {hours} 小時，超過上限 {limit} 小時。請先剪成幾段。',
      en: 'The programme is {hours} hours long; at most {limit} are allowed. Cut it into parts.',
    },
  },
  MEDIA_TOO_LARGE: {
    status: 413,
    text: {
      'zh-TW': '檔案有 {gigabytes} GB，超過上限 {limit} GB。請先轉成較小的檔案。',
      en: 'The file has {gigabytes} GB; at most {limit} GB are allowed. Make a smaller one.',
    },
  },
  MEDIA_TOO_MANY_PIXELS: {
    status: 422,
    text: {
      'zh-TW': '畫面尺寸 {width}×{height} 太大。請改用 4K（4096×2304）以內的影片。',
      en: 'The picture is {width}×{height}, which is too big. Use a video within 4K (4096×2304).',
    },
  },
  MEDIA_TOO_MANY_STREAMS: {
    status: 422,
    text: {
      'zh-TW': '檔案裡有 {count} 條軌道，超過上限 {limit}。請重新匯出，只留需要的軌道。',
      en: 'The file has {count} tracks; at most {limit} are allowed. Export it with only the tracks you need.',
    },
  },
  MEDIA_CODEC_UNKNOWN: {
    status: 422,
    text: {
      'zh-TW': '這台伺服器不會解這種格式（{codec}）。請轉成 MP4（H.264）再試。',
      en: 'This server can’t decode this format ({codec}). Convert it to MP4 (H.264) and try again.',
    },
  },
  MEDIA_TRACK_UNKNOWN: {
    status: 422,
    text: {
      'zh-TW': '這個節目沒有第 {index} 條聲音軌。請從清單中選擇。',
      en: 'This programme has no sound track {index}. Choose one from the list.',
    },
  },
  MEDIA_PREPARATION_FAILED: {
    status: 500,
    text: {
      'zh-TW': '準備節目時失敗（步驟：{step}）。請按「重試」；若仍失敗，請把工作紀錄交給管理者。',
      en: 'Preparing the programme failed (step: {step}). Choose “retry”; if it fails again, show the job’s log to an administrator.',
    },
  },
  MEDIA_TIMED_OUT: {
    status: 500,
    text: {
      'zh-TW': '準備節目花的時間太久，已停止（步驟：{step}）。請在伺服器空閒時按「重試」。',
      en: 'Preparing the programme took too long and was stopped (step: {step}). Retry when the server is less busy.',
    },
  },
  MEDIA_CANCELLED: {
    status: 409,
    text: {
      'zh-TW': '已取消準備。要播出時請按「重試」。',
      en: 'The preparation was cancelled. Choose “retry” to prepare it.',
    },
  },
  MEDIA_DISK_FULL: {
    status: 507,
    text: {
      'zh-TW': '磁碟空間不足：還需要約 {needed} MB，只剩 {free} MB。請先刪除不用的節目。',
      en: 'The disk is too full: about {needed} MB are needed and {free} MB are free. Delete programmes you no longer need.',
    },
  },
  MEDIA_IN_USE: {
    status: 409,
    text: {
      'zh-TW': '這個節目還會用到：{uses}。確定要移除時請再確認一次。',
      en: 'This programme is still needed: {uses}. Confirm once more to remove it anyway.',
    },
  },
  MEDIA_STILL_NEEDED: {
    status: 409,
    text: {
      'zh-TW': '這個節目還會用到：{uses}。請先在那裡換成別的節目，再永久刪除。',
      en: 'This programme is still needed: {uses}. Choose another programme there first, then delete it for good.',
    },
  },
  MEDIA_NOT_PUT_AWAY: {
    status: 409,
    text: {
      'zh-TW': '永久刪除無法復原，所以只能刪除已收起的節目。請先把它收起。',
      en: 'Deleting for good can’t be undone, so only what was put away can be deleted. Put the programme away first.',
    },
  },
  MEDIA_ERASED: {
    status: 410,
    text: {
      'zh-TW': '這個節目的檔案已永久刪除，只留下名稱作為紀錄。需要時請重新上傳。',
      en: 'The files of this programme were deleted for good; only its name is kept for the record. Upload it again if you need it.',
    },
  },
  MEDIA_NOT_READY: {
    status: 409,
    text: { 'zh-TW': '這個節目還沒準備好，請稍後再試。', en: 'This programme is not ready yet. Try again later.' },
  },
  MEDIA_TRIM_WRONG: {
    status: 409,
    text: {
      'zh-TW': '起點要在終點之前，而且在節目的長度之內。',
      en: 'The start must lie before the end, and within the programme.',
    },
  },
  MEDIA_HAS_NO_PICTURE: {
    status: 409,
    text: {
      'zh-TW': '這個節目在那個位置沒有畫面可以當封面。',
      en: 'The programme has no picture at that position to be its poster.',
    },
  },
  SUBTITLE_NOT_UNDERSTOOD: {
    status: 422,
    text: {
      'zh-TW': '這個檔案裡找不到字幕。請用 WebVTT（.vtt）或 SRT（.srt）檔。',
      en: 'There are no subtitles in this file. Use a WebVTT (.vtt) or SRT (.srt) file.',
    },
  },
  LICENCE_SCAN_TYPE: {
    status: 415,
    text: {
      'zh-TW': '授權書掃描檔請用 PDF、JPEG 或 PNG。',
      en: 'Send the scanned licence as PDF, JPEG or PNG.',
    },
  },
  MEDIA_JOB_ENDED: {
    status: 409,
    text: {
      'zh-TW': '這項準備工作已經結束，不能再取消。',
      en: 'This preparation has already ended and can’t be cancelled.',
    },
  },
  MEDIA_ORIGINAL_MISSING: {
    status: 410,
    text: {
      'zh-TW': '原始檔案已不在伺服器上。請重新上傳。',
      en: 'The original file is no longer on the server. Upload it again.',
    },
  },
  MEDIA_INTERRUPTED: {
    status: 500,
    text: {
      'zh-TW': '準備這個節目時伺服器中斷了 {attempts} 次，已停止再試。請檢查檔案，再按「重試」。',
      en: 'The server stopped {attempts} times while preparing this programme, so it is not tried again by itself. Check the file, then choose “retry”.',
    },
  },
  MEDIA_FFMPEG_MISSING: {
    status: 503,
    text: {
      'zh-TW': '找不到 ffmpeg 或 ffprobe。請安裝 ffmpeg 5.1 以上，或用 FFMPEG_PATH、FFPROBE_PATH 指出位置。',
      en: 'ffmpeg or ffprobe was not found. Install ffmpeg 5.1 or newer, or say where it is with FFMPEG_PATH and FFPROBE_PATH.',
    },
  },
  MEDIA_FFMPEG_OLD: {
    status: 503,
    text: {
      'zh-TW': 'ffmpeg 版本 {version} 太舊，需要 5.1 以上。請更新 ffmpeg。',
      en: 'ffmpeg {version} is too old; 5.1 or newer is needed. Update ffmpeg.',
    },
  },
  MEDIA_FFMPEG_LACKS: {
    status: 503,
    text: {
      'zh-TW': '這個 ffmpeg 缺少必要的功能：{missing}。請安裝完整版的 ffmpeg。',
      en: 'This ffmpeg lacks what is needed: {missing}. Install a complete ffmpeg.',
    },
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>
