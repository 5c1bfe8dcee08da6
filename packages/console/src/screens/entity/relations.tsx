import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useUnitName } from "../../app/unit-names.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Named } from "../../loop/named.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import type { File } from "./entity.tsx";
import { ListSection } from "./list-section.tsx";
import { useWords } from "./words.ts";

const day = (time: string | null): string => (time === null ? "–" : moment(time).slice(0, 10));

/** Posts that a person holds and held. */
export function PostList({ posts }: { readonly posts: File["posts"] }): ReactElement {
  const { t } = useTranslation("entity");
  const unitName = useUnitName();
  return (
    <ListSection
      title={t("posts")}
      rows={posts}
      keyOf={({ post, validFrom }) => `${post} ${validFrom}`}
      columns={[
        {
          title: t("post"),
          kind: "wide",
          show: ({ post, name }) => <Named id={post} name={name?.[language()]} />,
        },
        { title: t("unit"), show: ({ unit }) => (unit === null ? "–" : unitName(unit)) },
        { title: t("from"), show: ({ validFrom }) => day(validFrom) },
        { title: t("until"), show: ({ validTo }) => day(validTo) },
      ]}
    />
  );
}

/** To whom a person is related, by declaration or by records. */
export function RelationList({
  relations,
}: {
  readonly relations: NonNullable<File["relations"]>;
}): ReactElement {
  const { t } = useTranslation("entity");
  const { t: known } = useTranslation("network");
  const kinds: Readonly<Record<string, string>> = known("kinds", { returnObjects: true });
  const word = useWords();
  return (
    <ListSection
      title={t("relations")}
      rows={relations}
      keyOf={({ kind, from, to, validFrom, source }) => [kind, from, to, validFrom, source].join(" ")}
      columns={[
        {
          title: t("party"),
          kind: "wide",
          show: ({ from, fromName }) => <Party of={from} name={fromName} />,
        },
        { title: t("relation"), show: ({ kind }) => kinds[kind] ?? kind },
        { title: t("to"), kind: "wide", show: ({ to, toName }) => <Party of={to} name={toName} /> },
        { title: t("since"), show: ({ validFrom }) => day(validFrom) },
        { title: t("until"), show: ({ validTo }) => day(validTo) },
        { title: t("source"), show: ({ source }) => word("sources", source) },
      ]}
    />
  );
}

/** `person:KEY` leads to a file of its own. */
function Party({ of, name }: { readonly of: string; readonly name: string | null }): ReactElement {
  const cut = of.indexOf(":");
  const [kind, key] = [of.slice(0, cut), of.slice(cut + 1)];
  const named = <Named id={key} name={name} />;
  return kind === "person" ? <GoTo to={`/entities/person/${encodeURIComponent(key)}`}>{named}</GoTo> : named;
}
