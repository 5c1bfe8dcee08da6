import { Outlet, useLocation } from "@tanstack/react-router";
import { type ReactElement, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ActBar } from "../../acts/act-bar.tsx";
import { language } from "../../i18n/i18n.ts";
import { Loading } from "../../ui/state.tsx";
import { Forbidden } from "./forbidden.tsx";
import { Help } from "./help.tsx";
import { useShellKeys } from "./shell-keys.ts";
import styles from "./shell.module.css";
import { Sidebar } from "./sidebar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useScreen } from "./use-screen.ts";

/** What is around every screen. */
export function Shell(): ReactElement {
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useShellKeys(() => setHelpOpen(true));
  useTitle();
  useFocusOnMove(main);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t("skip")}
      </a>
      <TopBar onHelp={() => setHelpOpen(true)} />
      <Sidebar />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <Forbidden>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Forbidden>
      </main>
      <ActBar />
      {isHelpOpen && <Help onClose={() => setHelpOpen(false)} />}
    </div>
  );
}

/** The title of the window, by which people find it among others. */
function useTitle(): void {
  const { t } = useTranslation();
  const screen = useScreen();
  const title = screen?.title[language()];
  useEffect(() => {
    document.title = title === undefined ? t("product") : `${title} · ${t("product")}`;
  }, [title, t]);
}

/** Whoever opens another screen goes on reading there, as after a page load; not at the first one. */
function useFocusOnMove(main: { readonly current: HTMLElement | null }): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname, main]);
}
