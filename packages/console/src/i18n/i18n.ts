import i18next, { changeLanguage as change, type i18n, loadNamespaces, use } from "i18next";
import { initReactI18next } from "react-i18next";
import { stored } from "../stored.ts";
import { type Namespace, textLoaders } from "./resources.ts";

/** Languages of the console; the first one is that of whoever chose none and whose browser speaks no other of them. */
export const languages = ["zh-CN", "en"] as const;

/** One of {@link languages}. */
export type Language = (typeof languages)[number];

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);
const chosen = stored("probity.language", "browser", isLanguage);

function ofBrowser(): Language {
  for (const tag of navigator.languages) {
    if (tag.toLowerCase().startsWith("zh")) return "zh-CN";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return languages[0];
}

/** The language of what is on the screen. */
export const language = (): Language => (isLanguage(i18next.language) ? i18next.language : languages[0]);

/** Shows everything in another language, now and at the next visit. */
export async function changeLanguage(to: Language): Promise<void> {
  chosen.set(to);
  await change(to);
}

/** Loads the texts of the shell in the person's language; those of a screen come with the screen. */
export async function startTexts(): Promise<i18n> {
  i18next.on("languageChanged", (to) => {
    document.documentElement.lang = to;
  });
  await use({
    type: "backend",
    read: async (to: Language, namespace: Namespace) => (await textLoaders[namespace][to]()).texts,
  })
    .use(initReactI18next)
    .init({
      lng: chosen.current() ?? ofBrowser(),
      // Both languages have every key, which a test sees to: there is nothing to fall back to.
      fallbackLng: false,
      supportedLngs: [...languages],
      load: "currentOnly",
      ns: ["shell"],
      defaultNS: "shell",
      // React escapes.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  return i18next;
}

/** Loads the texts of a screen; its route's loader calls it, so that they come at the same time as its code. */
export const loadTexts = (namespace: Namespace): Promise<void> => loadNamespaces(namespace);
