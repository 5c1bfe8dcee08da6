import type { Cases, Model } from "@probity/contracts";

/** A model folder as loaded: `model.yaml` and `cases.yaml`, both valid and consistent with each other. */
export interface ModelFolder {
  readonly model: Model;
  /** The worked cases (RU-7). Each names a rule of `model` and one of that rule's decision points. */
  readonly cases: Cases;
}
