import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";

interface Paged {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** The button under a list that goes on; nothing where it does not. */
export function More({ list }: { readonly list: Paged }): ReactElement | null {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <div>
      <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t("bell.more")}
      </Button>
    </div>
  );
}
