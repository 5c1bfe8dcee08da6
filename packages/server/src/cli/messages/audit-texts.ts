/** Texts of `verify`, `log` and `witness`: Chinese, English. */
export const auditTexts = {
  verifyGroup: [
    "检验日志，不信任服务器，也不需要数据库",
    "verify the log; trusts no server and needs no database",
  ],
  verifyEvent: [
    "凭回执检验一个事件确在日志中、内容未改",
    "verify by its receipt that an event is in the log, unchanged",
  ],
  verifyLog: [
    "检验整个日志：每个条目、每个哈希块、签名、见证、每个流的连续性（目录或网址）",
    "verify a whole log: every entry, every tile, signatures, witnesses, every stream (directory or URL)",
  ],
  verifyGaps: [
    "列出未关闭的流、缺口、重号、静默（目录或网址）；有问题时退出码为 1",
    "list open streams, gaps, equivocation and silence (directory or URL); exit code 1 when there is any of the last three",
  ],
  optKey: [
    "日志公钥（sources add 或 serve 所显示）",
    "verifier key of the log, as serve and sources add show it",
  ],
  optPolicy: ["见证策略文件（C2SP tlog-policy）", "policy file of witnesses (C2SP tlog-policy)"],
  optDigest: ["日志的摘要算法：sha256（默认）或 sm3", "digest of the log: sha256 (default) or sm3"],
  optReceipt: ["回执文件（C2SP tlog-proof）", "receipt file (C2SP tlog-proof)"],
  optRecord: [
    "记录文件：头、盐、内容各一行；只有头一行时只证明条目存在",
    "record file: header, salt and payload, a line each; with the header alone only the entry is proved",
  ],
  optSince: [
    "自己留存的较早检查点文件；日志必须包含它",
    "file of an older checkpoint that you kept; the log must contain it",
  ],
  optTokenFile: [
    "文件，内有访问日志网址的令牌或来源密钥",
    "file with the token or source key for a log at a URL",
  ],
  logGroup: ["查看、导出日志，见证的离线交换", "look at and export the log; cosignatures by file"],
  logStatus: [
    "日志的大小、根、见证情况，以及能否继续记录",
    "size and root of the log, its witnesses, and whether it takes entries",
  ],
  logExport: [
    "导出为静态文件（C2SP tlog-tiles），不含事件内容；可续传",
    "export as static files (C2SP tlog-tiles), without payloads; goes on where it stopped",
  ],
  optSinceSize: [
    "省略此大小之前的完整部分（读者已有）",
    "leave out whole parts below this size: the reader has them",
  ],
  optWitnessed: ["导出到最近一次有见证的检查点", "export up to the newest checkpoint that a quorum cosigned"],
  logProof: [
    "写出某位置的回执（.tlog-proof）和记录（.record）",
    "write the receipt (.tlog-proof) and record (.record) of a position",
  ],
  optOutPrefix: ["输出文件名前缀", "prefix of the files"],
  logRequest: ["写出交给离线见证方的请求文件", "write a request for a witness without a network"],
  optOut: ["输出文件", "file to write"],
  optFromSize: [
    "见证方上次见证的大小（默认 0：首次）",
    "size that the witness cosigned last (default 0: never)",
  ],
  logAddCosignature: ["收下离线见证方返回的文件", "take the file that came back from such a witness"],
  logReopen: [
    "最新数据确已丢失时，以新名称继续日志（须先停止所有服务器）",
    "go on under a new name when the newest data is lost for good (stop every server first)",
  ],
  optOrigin: ["日志及其密钥的新名称", "new name of the log and its key"],
  optReason: ["原因，写入日志", "why; it is logged"],
  optForce: ["没有发现问题也执行", "also when nothing is wrong"],
  logReopened: [
    "日志 {former} 以 {origin} 继续，保留 {size} 个条目。请以 PROBITY_SIGNING_KEY_NAME={origin} 启动服务器，并把新公钥交给每个来源、审计方和见证方：",
    "The log {former} goes on as {origin} with its {size} entries. Start the servers with PROBITY_SIGNING_KEY_NAME={origin}, and give every source, auditor and witness the new verifier key:",
  ],
  logRunning: [
    "服务器 {url} 正在使用该数据目录，请先停止",
    "the server at {url} runs on this data; stop it first",
  ],
  witnessGroup: [
    "担任日志的外部见证方（不需要服务器和数据库）",
    "be an outside witness of logs (needs no server, no database)",
  ],
  witnessInit: ["建立见证方并显示其公钥", "make a witness and show its verifier key"],
  witnessName: ["见证方名称，如 audit.example/w1", "name of the witness, such as audit.example/w1"],
  optWitnessDir: ["见证方目录", "directory of the witness"],
  witnessAddLog: ["登记要见证的日志", "register a log to witness"],
  witnessList: ["列出所见证的日志及其大小", "list the logs and the sizes that were cosigned"],
  witnessServe: [
    "提供见证服务（C2SP tlog-witness），Ctrl+C 停止",
    "serve as a witness (C2SP tlog-witness) until Ctrl+C",
  ],
  witnessHost: ["监听地址（默认 127.0.0.1）", "address to listen on (default 127.0.0.1)"],
  witnessPort: ["端口（默认 7320；0 为任意空闲端口）", "port (default 7320; 0 takes any free one)"],
  witnessCosign: ["离线见证一个请求文件", "cosign a request file, without a network"],
  witnessMade: ["见证方已建立。公钥：", "The witness is made. Its verifier key:"],
  witnessLogAdded: ["已登记日志 {origin}。", "The log {origin} is registered."],
  witnessServing: ["见证方正在运行：{url}", "The witness is serving at {url}"],
  witnessStopped: ["见证方已停止。", "The witness has stopped."],
  witnessCosigned: ["已见证 {origin}，大小 {size}：{file}", "{origin} is cosigned at {size} entries: {file}"],
  witnessConflict: [
    "见证方所知大小为 {size}；请用 log request-cosign --from-size {size} 重新生成请求",
    "the witness knows {size} entries; make the request again with log request-cosign --from-size {size}",
  ],
  colOrigin: ["日志", "ORIGIN"],
  colSize: ["大小", "SIZE"],
  colDigest: ["摘要", "DIGEST"],
  colWitness: ["见证方", "WITNESS"],
  colAddress: ["地址", "ADDRESS"],
  colLastAnswer: ["最近应答", "LAST ANSWER"],
  logOrigin: ["日志", "origin"],
  logSize: ["条目数", "entries"],
  logRoot: ["根", "root"],
  logDigest: ["摘要算法", "digest"],
  logTakes: ["能否记录", "takes entries"],
  logTakesYes: ["能", "yes"],
  logTakesNo: ["不能：{detail}", "no: {detail}"],
  logGuardFile: ["最近检查点的留存", "last checkpoint in"],
  logWitnessed: ["最近有见证的检查点", "newest witnessed"],
  logWitnessedAt: ["大小 {size}，{at}", "{size} entries, {at}"],
  logNeverWitnessed: ["没有", "none"],
  logNoPolicy: [
    "未配置见证方（PROBITY_WITNESS_POLICY）。",
    "No witnesses are configured (PROBITY_WITNESS_POLICY).",
  ],
  logAdvice: [
    "数据库落后于或不同于已公布的日志。可以：恢复更新的备份；嵌入式数据库重放日志文件；最新数据确已丢失时，见审计指南“日志回退之后”。",
    'The database is behind or beside the published log. Restore a newer backup; on the embedded database replay the journal; when the newest data is lost for good, see "After a rollback" in the guide for auditors.',
  ],
  exportProgress: ["{percent}%　{entries}/{size} 个条目", "{percent}%  {entries} of {size} entries"],
  exportDone: [
    "已导出 {size} 个条目到 {dir}：写入 {files} 个文件、{bytes} 字节，已有 {kept} 个文件。",
    "{size} entries are in {dir}: {files} files written, {bytes} bytes, {kept} were there.",
  ],
  proofWritten: ["已写出 {files}", "written: {files}"],
  proofErased: ["内容已删除，记录只有头。", "The payload was erased; the record is the header alone."],
  requestWritten: [
    "请求已写入 {file}（大小 {from} → {size}）；交给见证方运行 witness cosign",
    "the request is in {file} ({from} -> {size} entries); the witness runs witness cosign on it",
  ],
  cosignatureTaken: [
    "已收下大小 {size} 的见证：{names}；{quorum}",
    "cosignatures of {size} entries are taken: {names}; {quorum}",
  ],
  quorumYes: ["达到法定数", "a quorum"],
  quorumNo: ["尚未达到法定数", "no quorum yet"],
  verifyProgress: ["{percent}%　{entries}/{size} 个条目", "{percent}%  {entries} of {size} entries"],
  eventVerified: [
    "正确：事件 {id}（{type}）在日志 {origin} 的第 {position} 位，日志大小 {size}。",
    "RIGHT: event {id} ({type}) is entry {position} of {origin}, a log of {size} entries.",
  ],
  headerOnly: ["未检验内容：记录只有头。", "The payload was not verified: the record is the header alone."],
  cosignedBy: ["见证方：{names}", "witnesses: {names}"],
  eventWrong: ["错误：{count} 处不符。", "WRONG: {count} problems."],
  logVerified: [
    "正确：日志 {origin} 共 {size} 个条目、{streams} 个流，全部相符。",
    "RIGHT: {origin}, {size} entries in {streams} streams: everything fits.",
  ],
  logWrong: [
    "错误：{count} 处不符（检验了 {entries} 个条目）。",
    "WRONG: {count} problems in {entries} entries.",
  ],
  moreProblems: ["另有 {count} 处", "and {count} more"],
  notVerified: [
    "未给出 --key：以下只是该日志自己的说法。",
    "No --key was given: this is only what the log says of itself.",
  ],
  gapsOpen: ["未关闭的流", "Open streams"],
  gapsNotices: ["缺口、重号、静默、无见证", "Gaps, equivocation, silence, no witnesses"],
  auditStream: ["流", "STREAM"],
  auditEntries: ["条目数", "ENTRIES"],
  gapsNone: [
    "正确：{streams} 个流（未关闭 {open} 个），没有缺口。",
    "RIGHT: {streams} streams ({open} open), no gaps.",
  ],
  gapsFound: [
    "错误：{notices} 条缺口或静默记录，{problems} 处不符。",
    "WRONG: {notices} entries tell of gaps or silence, {problems} problems.",
  ],
  "audit.checkpoint_missing": ["{place} 没有检查点", "{place} has no checkpoint"],
  "audit.checkpoint_malformed": ["检查点格式不对", "the checkpoint is malformed"],
  "audit.checkpoint_key": [
    "检查点不是由公钥 {key} 签名的，或签名有误",
    "the checkpoint is not signed with the key {key}, or the signature is wrong",
  ],
  "audit.checkpoint_origin": [
    "检查点属于另一个日志 {origin}，不是 {key}",
    "the checkpoint is that of another log, {origin}, not {key}",
  ],
  "audit.checkpoint_older": [
    "检查点（{size}）比留存的（{since}）更早：日志被回退",
    "the checkpoint ({size} entries) is older than the one you kept ({since}): the log was set back",
  ],
  "audit.since_key": [
    "留存的检查点不是由公钥 {key} 签名的",
    "the older checkpoint is not signed with the key {key}",
  ],
  "audit.history_forked": [
    "日志不包含留存的检查点（{since}）：历史被改写",
    "the log does not contain the checkpoint that you kept ({since} entries): history was rewritten",
  ],
  "audit.cosignature_foreign": [
    "以见证方 {witness} 名义的见证签名不是其密钥所签",
    "a cosignature in the name of the witness {witness} was not made with its key",
  ],
  "audit.quorum_missing": [
    "见证未达到法定数 {quorum}（现有：{have}）",
    "the quorum {quorum} has not cosigned (only: {have})",
  ],
  "audit.entries_missing": [
    "缺少条目 {path}：导出不完整",
    "entries are missing, {path}: the export is cut short",
  ],
  "audit.entries_count": [
    "{path} 不是 {width} 个条目：有条目被取走或添加",
    "{path} does not hold {width} entries: some were taken out or added",
  ],
  "audit.entry_changed": [
    "第 {position} 位的条目被改动（{path}，共 {count} 处）",
    "entry {position} was changed ({path}, {count} in all)",
  ],
  "audit.entries_reordered": [
    "从第 {position} 位起条目次序被改动（{path}）",
    "the entries were reordered from position {position} ({path})",
  ],
  "audit.entries_misplaced": [
    "{path} 的条目属于日志的其他位置",
    "the entries in {path} belong to another place of the log",
  ],
  "audit.tile_missing": ["缺少哈希块 {path}", "the tile {path} is missing or short"],
  "audit.tile_changed": ["哈希块 {path} 被改动", "the tile {path} was changed"],
  "audit.root_differs": [
    "由条目算出的根与检查点不同",
    "the root over the entries is not the one that the checkpoint signs",
  ],
  "audit.header_malformed": [
    "第 {position} 位的条目不是事件头",
    "entry {position} is not the header of an event",
  ],
  "audit.stream_gap": [
    "流 {src} 在第 {position} 位出现缺口：序号 {seq}，应为 {expected}",
    "the stream {src} has a gap at position {position}: number {seq} where {expected} belongs",
  ],
  "audit.stream_chain": [
    "流 {src} 的第 {seq} 号（第 {position} 位）未衔接前一条",
    "number {seq} of the stream {src} (position {position}) does not continue the one before",
  ],
  "audit.receipt_malformed": ["回执格式不对", "the receipt is malformed"],
  "audit.receipt_index": [
    "回执所称位置 {position} 超出日志大小 {size}",
    "the receipt names position {position} in a log of {size} entries",
  ],
  "audit.receipt_proof": [
    "该条目不在日志的第 {position} 位（大小 {size}）：条目、位置或证明不符",
    "the entry is not number {position} of the log of {size}: entry, position or proof is wrong",
  ],
  "audit.record_malformed": ["记录不是头、盐、内容三行", "the record is not header, salt and payload"],
  "audit.commitment": [
    "内容或盐不是头中所承诺的：内容被改动",
    "payload or salt are not what the header commits to: the payload was changed",
  ],
  "audit.record_mismatch": [
    "内容的编号或类型与头 {id} 不符",
    "id or type of the payload are not those of the header {id}",
  ],
} as const;
