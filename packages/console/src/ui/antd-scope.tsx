import { ConfigProvider, theme as themes } from "antd";
import chinese from "antd/locale/zh_CN";
import english from "antd/locale/en_US";
import { type ReactElement, type ReactNode, useMemo } from "react";
import { language } from "../i18n/i18n.ts";
import { useTheme } from "../theme/theme.ts";

/** What the server put into the page for styles that are made while it runs. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** Our token's value in the theme of the moment. */
const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** antd's tokens, from those of the console. */
const tokens = (): Record<string, string | number> => ({
  colorPrimary: token("--accent"),
  colorError: token("--red"),
  colorWarning: token("--amber"),
  colorSuccess: token("--green"),
  colorLink: token("--accent"),
  colorText: token("--text"),
  colorTextSecondary: token("--text-soft"),
  colorTextTertiary: token("--text-faint"),
  colorTextQuaternary: token("--text-faint"),
  colorTextDescription: token("--text-soft"),
  colorTextPlaceholder: token("--text-faint"),
  colorTextDisabled: token("--text-faint"),
  colorBorder: token("--line-strong"),
  colorBorderSecondary: token("--line"),
  colorBgBase: token("--surface"),
  colorBgContainer: token("--surface"),
  colorBgElevated: token("--raised"),
  colorBgLayout: token("--ground"),
  fontFamily: token("--font"),
  fontSize: 14,
  borderRadius: 4,
});

/** Around components of antd: the language, the theme and the nonce that the policy asks of styles. Loaded by screens alone. */
export function AntdScope({ children }: { readonly children: ReactNode }): ReactElement {
  const theme = useTheme();
  const config = useMemo(
    () => ({ algorithm: theme === "dark" ? themes.darkAlgorithm : themes.defaultAlgorithm, token: tokens() }),
    [theme],
  );
  return (
    <ConfigProvider csp={{ nonce }} locale={language() === "en" ? english : chinese} theme={config}>
      {children}
    </ConfigProvider>
  );
}
