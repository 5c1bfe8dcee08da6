export { lockAlerts, moveAlerts } from "./alerts.ts";
export { demandDispatcher } from "./dispatchers.ts";
export type { BulkItem, BulkKind, BulkKinds } from "./bulk/act.ts";
export { bulkAnswer, countedAnswer } from "./bulk/answers.ts";
export { countedOf, maxBulk } from "./bulk/act.ts";
export { askBulk, type BulkOrder, demandFew } from "./bulk/ask.ts";
export { moveOne, movesCases } from "./bulk/move-cases.ts";
export { watchBulk } from "./bulk/run.ts";
export type { LockedCase, TrackRow } from "./case.ts";
export { lockCase, objectOf } from "./case.ts";
export { conditionTexts } from "./condition-texts.ts";
export { demandKnown, demandNoConflicts } from "./conditions.ts";
export { caseFields } from "./field-set.ts";
export { dropFile, filePartsOf, storeFilePart } from "./files/file-parts.ts";
export { maxFileBytes, takeFile } from "./files/take-file.ts";
export type { CaseHooks, MeasuresCheck, MoveListener, OpenListener } from "./hooks.ts";
export { demandImpartialTo, hiddenAlerts } from "./impartial.ts";
export { casesOf } from "./cases-of.ts";
export type { ReadParts } from "./show-case.ts";
export type { Hidden } from "./hidden-subjects.ts";
export { hiddenAmong } from "./hidden-subjects.ts";
export type { CaseKeeper } from "./keeper.ts";
export { createCaseKeeper } from "./keeper.ts";
export type { Transition } from "./machine.ts";
export { transitionNames, transitionOf } from "./machine.ts";
export { moveCase } from "./move-case.ts";
export { inputSchema as inputsOf } from "./read-input.ts";
export type { Named } from "./named.ts";
export type { NewCase } from "./open-case.ts";
export { openCase } from "./open-case.ts";
export { unitsOf, visibleTracks, hasRoleAt, integrityRoles } from "./reader.ts";
export { watchPauses } from "./resume.ts";
export { returnTimeBy } from "./return-time.ts";
export { attachment } from "./routes/attachment.ts";
export type { SentFile } from "./routes/file-transfer.ts";
export { readWhole, sendFile, takingFiles } from "./routes/file-transfer.ts";
export { viewerOf } from "./routes/reading.ts";
export {
  body,
  changeBody,
  filterProperties as caseFilterProperties,
  operation,
  orderProperties,
} from "./routes/schemas.ts";
export type { CaseFilter } from "./list-cases.ts";
export { countCases, listCases } from "./list-cases.ts";
export type { Track } from "./states.ts";
export { caseLabels, caseStates, dismissalReasons, endStates, openStates, tracks } from "./states.ts";
export { addStep } from "./steps.ts";
export type { Viewer } from "./visible-sql.ts";
export { impartialSql, seesTrackSql, takesPartSql } from "./visible-sql.ts";
export type { CaseMoved, CaseParts, CaseWork } from "./work.ts";
export { actAs, grantedPerson, readParts, registerConsoleCases } from "./routes/index.ts";
export {
  alertSubjects,
  forgetCaseKey,
  forgetSubjects,
  personKey,
  personsOf,
  subjectsOfCase,
} from "./subjects.ts";
export { seeCase } from "./show-case.ts";
export { workOnCases } from "./work.ts";
