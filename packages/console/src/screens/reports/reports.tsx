import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/me.ts";
import { WidePage } from "../../loop/wide-page.tsx";
import { Button } from "../../ui/button.tsx";
import { ViewLinks } from "../../ui/view-links.tsx";
import { Files } from "./files.tsx";
import { Kept } from "./kept.tsx";
import { MakeReport } from "./make-report.tsx";
import { tabs } from "./search.ts";
import { SeriesList } from "./series-list.tsx";
import { Verify } from "./verify.tsx";

/** Reports, the series that make them, one's own files, and the check of what is on paper. */
export function Reports(): ReactElement {
  const { t } = useTranslation("reports");
  const { tab = "kept" } = useSearch({ from: "/reports" });
  const mayMake = useMay("report.export");
  const [isMaking, setMaking] = useState(false);
  const open = tabs.filter((one) => one !== "files" || mayMake);
  const shown = open.includes(tab) ? tab : "kept";
  return (
    <WidePage
      title={t("title")}
      acts={
        mayMake && (
          <Button look="main" icon="plus" onClick={() => setMaking(true)}>
            {t("make.open")}
          </Button>
        )
      }
    >
      <ViewLinks
        label={t("views")}
        to="/reports"
        open={shown}
        tabs={open.map((name) => ({ name, text: t(`tabs.${name}`), search: { tab: name } }))}
      />
      {shown === "kept" && <Kept />}
      {shown === "series" && <SeriesList />}
      {shown === "files" && <Files />}
      {shown === "verify" && <Verify />}
      {isMaking && <MakeReport onClose={() => setMaking(false)} />}
    </WidePage>
  );
}
