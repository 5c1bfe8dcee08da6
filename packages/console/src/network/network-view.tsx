import { lazy, type ReactElement, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button.tsx";
import { Loading } from "../ui/state.tsx";
import type { Network } from "./network.ts";
import styles from "./network.module.css";
import { RelationTable } from "./relation-table.tsx";
import { Ways } from "./ways.tsx";

const Graph = lazy(async () => ({ default: (await import("./graph/graph.tsx")).Graph }));

/** Relations around somebody: what of them is evidence, on demand a drawing, and always the table (FE-3). */
export function NetworkView({ network }: { readonly network: Network }): ReactElement {
  const { t } = useTranslation("network");
  const [isDrawn, setDrawn] = useState(false);
  if (network.edges.length === 0) return <p className={styles.soft}>{t("none")}</p>;
  return (
    <div className={styles.network}>
      <Ways network={network} />
      <div>
        <Button aria-expanded={isDrawn} onClick={() => setDrawn(!isDrawn)}>
          {isDrawn ? t("hide") : t("draw")}
        </Button>
      </div>
      {isDrawn && (
        <Suspense fallback={<Loading />}>
          <Graph network={network} />
        </Suspense>
      )}
      <RelationTable network={network} />
      {network.more && <p className={styles.soft}>{t("more")}</p>}
    </div>
  );
}
