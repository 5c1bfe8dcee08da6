import type { Page } from "playwright-core";
import { firstLook, looks, type Visitor } from "./visitor.ts";

/** Opens a screen by its address. */
export async function openScreen({ page }: Pick<Visitor, "page">, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("main h1").waitFor();
}

/** What axe finds in all looks once `ready` is there. */
export async function axeInAllLooks(
  visitor: Visitor,
  url: string,
  ready: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  await openScreen(visitor, url);
  for (const look of looks) {
    // Loads the screen again.
    await visitor.look(look);
    await visitor.page.locator("main h1").waitFor();
    await visitor.page.locator(ready).first().waitFor();
    found.push(...(await visitor.axe()).map((fault) => `${JSON.stringify(look)} ${fault}`));
  }
  await visitor.look(firstLook);
  return found;
}

/** Says what sensitive things are read for, where the screen asks. */
export async function givePurpose(page: Page): Promise<void> {
  const form = page.getByRole("form", { name: "说明查看目的" });
  await form.getByRole("button", { name: "审计检查" }).click();
  await form.getByRole("button", { name: "继续查看" }).click();
}
