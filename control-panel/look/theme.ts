/** antd in our colours: the UI kit is dressed, never patched. */
import { type ThemeConfig, theme } from 'antd'
import { DARK, FONT, LIGHT, RADIUS } from './tokens.ts'

export type Shade = 'light' | 'dark'

export const antdTheme = (shade: Shade): ThemeConfig => {
  const palette = shade === 'dark' ? DARK : LIGHT
  return {
    algorithm: shade === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: palette.accent,
      colorInfo: palette.accent,
      colorSuccess: palette.ready,
      colorWarning: palette.amber,
      colorError: palette.red,
      colorLink: palette.accent,
      colorText: palette.ink,
      colorTextSecondary: palette.inkSoft,
      colorTextTertiary: palette.inkFaint,
      colorTextDescription: palette.inkFaint,
      colorTextPlaceholder: palette.inkFaint,
      colorBgBase: palette.surface,
      colorBgLayout: palette.paper,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      colorTextLightSolid: palette.onAccent,
      fontFamily: FONT,
      fontSize: 14,
      lineHeight: 1.6,
      borderRadius: RADIUS,
      borderRadiusLG: RADIUS,
      borderRadiusSM: RADIUS,
      controlHeight: 36,
      controlHeightSM: 28,
      sizeUnit: 4,
      sizeStep: 4,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Table: { headerBg: palette.paper, headerColor: palette.inkSoft },
      Drawer: { paddingLG: 20 },
    },
  }
}
