import { useSyncExternalStore } from "react";
import { stored } from "../../stored.ts";

const isHidden = (text: string): text is "hidden" => text === "hidden";
const preview = stored("probity.preview", "browser", isHidden);

/** Whether the preview is beside the list. */
export const usePreview = (): boolean =>
  useSyncExternalStore(preview.subscribe, preview.current) === undefined;

/** Shows the preview, or hides it; kept for the next visit. */
export const previewStore: { readonly toggle: () => void } = {
  toggle: () => preview.set(preview.current() === undefined ? "hidden" : undefined),
};
