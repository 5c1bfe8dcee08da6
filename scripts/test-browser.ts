import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const candidates = [
  process.env["PROBITY_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A Chromium of this machine, or undefined: the browser tests then say so and skip. */
export const chromiumPath: string | undefined = candidates.find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${withoutFeatures().join(",")}`,
];

/**
 * Two pages of the address bar that nobody sees: each window would load them, in a process that works as much as its own.
 * With them what Playwright leaves out, because the last list on a command line is the one that counts.
 */
function withoutFeatures(): readonly string[] {
  return [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
  ];
}

/** Starts the browser, with a fresh profile. */
export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("no Chromium; set PROBITY_CHROMIUM");
  return chromium.launch({ executablePath: chromiumPath, args: flags });
}
