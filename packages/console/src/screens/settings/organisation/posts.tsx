import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { useMay } from "../../../app/me.ts";
import { language } from "../../../i18n/i18n.ts";
import { useNames } from "../../../loop/names.ts";
import { listed } from "../../../i18n/format.ts";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Confirm } from "../parts/confirm.tsx";
import styles from "../settings.module.css";
import { Holders } from "./holders.tsx";
import { type Post, touched, type UnitDetail } from "./org.ts";
import { PostForm } from "./post-form.tsx";

interface Act {
  readonly kind: "change" | "holders" | "end";
  readonly post: Post;
}

/** The posts of a unit, and who holds them. */
export function Posts({ unit }: { readonly unit: UnitDetail }): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("org.write");
  const [isAdding, setAdding] = useState(false);
  const [act, setAct] = useState<Act>();
  const close = (): void => setAct(undefined);
  return (
    <>
      <h3>{t("posts.title")}</h3>
      {unit.posts.length === 0 ? (
        <p className={styles.soft}>{t("posts.none")}</p>
      ) : (
        <PostTable posts={unit.posts} onAct={setAct} />
      )}
      {mayWrite && (
        <div>
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t("posts.add")}
          </Button>
        </div>
      )}
      {isAdding && <PostForm unit={unit.id} onClose={() => setAdding(false)} />}
      {act?.kind === "change" && <PostForm unit={unit.id} before={act.post} onClose={close} />}
      {act?.kind === "holders" && <Holders post={act.post} onClose={close} />}
      {act?.kind === "end" && (
        <Confirm
          title={t("posts.endOf", { name: act.post.name[language()] })}
          act={t("posts.end")}
          change={() =>
            post("/ops/org/posts", { body: { id: act.post.id, validTo: new Date().toISOString() } })
          }
          touched={touched}
          onClose={close}
        >
          <p>{t("posts.endMeans")}</p>
        </Confirm>
      )}
    </>
  );
}

function PostTable({
  posts,
  onAct,
}: {
  readonly posts: readonly Post[];
  readonly onAct: (act: Act) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const mayWrite = useMay("org.write");
  return (
    <DataTable
      label={t("posts.title")}
      rows={posts}
      keyOf={({ id }) => id}
      columns={[
        { title: t("posts.one"), show: ({ name }) => name[language()] },
        { title: t("posts.head"), show: ({ head }) => t(head ? "yes" : "no") },
        {
          title: t("posts.holders"),
          kind: "wide",
          show: ({ holders }) =>
            holders.length === 0 ? t("posts.nobody") : listed(holders.map(names.person)),
        },
        {
          title: t("act"),
          show: (one) => (
            <div className={styles.row}>
              <Button
                size="small"
                aria-label={t("posts.holdersOf", { name: one.name[language()] })}
                onClick={() => onAct({ kind: "holders", post: one })}
              >
                {t("posts.holders")}
              </Button>
              {mayWrite && (
                <>
                  <Button
                    size="small"
                    aria-label={t("posts.changeOf", { name: one.name[language()] })}
                    onClick={() => onAct({ kind: "change", post: one })}
                  >
                    {t("change")}
                  </Button>
                  <Button
                    size="small"
                    look="danger"
                    aria-label={t("posts.endOf", { name: one.name[language()] })}
                    onClick={() => onAct({ kind: "end", post: one })}
                  >
                    {t("posts.end")}
                  </Button>
                </>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}
