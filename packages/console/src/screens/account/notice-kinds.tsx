import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/data-table.tsx";
import type { Kind, Preferences } from "./notice-settings.tsx";

/** What a person decides by kind; a webhook is nobody's own. */
const ways = ["console", "email", "sms", "message"] as const;
type Way = (typeof ways)[number];

interface Props {
  readonly given: Preferences;
  readonly kinds: readonly Kind[];
  readonly onChange: (preferences: Preferences) => void;
}

/** Which kinds of notices reach the person by which ways. */
export function NoticeKinds({ given, kinds, onChange }: Props): ReactElement {
  const { t } = useTranslation("account");
  const own = given.kinds ?? {};
  const isOn = ({ kind, ways: usual }: Kind, way: Way): boolean =>
    own[kind]?.[way] ?? (way === "console" || usual.includes(way));
  const set = (kind: string, way: Way, on: boolean): void =>
    onChange({ ...given, kinds: { ...own, [kind]: { ...own[kind], [way]: on } } });
  const switchOf = (kind: Kind, way: Way): ReactElement => (
    <input
      type="checkbox"
      role="switch"
      aria-label={`${kind.name[language()]}: ${t(`notices.${way}`)}`}
      checked={isOn(kind, way)}
      onChange={({ target }) => set(kind.kind, way, target.checked)}
    />
  );
  return (
    <DataTable
      label={t("notices.title")}
      keyOf={({ kind }) => kind}
      rows={kinds}
      columns={[
        { title: t("notices.kind"), kind: "wide", show: ({ name }) => name[language()] },
        ...ways.map((way) => ({
          title: t(`notices.${way}`),
          show: (kind: Kind) =>
            way === "console" && kind.mandatory ? t("notices.mandatory") : switchOf(kind, way),
        })),
      ]}
    />
  );
}
