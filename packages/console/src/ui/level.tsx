import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Lamp, type LampColour } from "./lamp.tsx";

/** A risk level, 1 the highest. */
export function Level({ level }: { readonly level: number }): ReactElement {
  const { t } = useTranslation();
  const name = level === 1 ? "level1" : level === 2 ? "level2" : "level3";
  return <Lamp colour={colours[name]} text={t(`words.levels.${name}`)} />;
}

const colours = { level1: "red", level2: "amber", level3: "green" } as const satisfies Readonly<
  Record<string, LampColour>
>;
