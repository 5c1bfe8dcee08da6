/** Texts of scores, labels and hot spots, each in Chinese and English. */
export const evaluationTexts = {
  alertsLabel: [
    "回写预警结论，用于校准规则；此后的命中另开预警",
    "say whether an alert was right; its rule learns from it, later hits open another alert",
  ],
  optAlertOrder: [
    "排序：newest（默认）或 priority（建议的处置顺序）",
    "newest (default) or priority (suggested order of work)",
  ],
  optLabelAs: ["结论：confirmed、partly、not_confirmed", "confirmed, partly or not_confirmed"],
  optLabelReason: [
    "未查实的原因：data_error、device_fault、same_name、authorised_exception、allowed_by_policy、corrected_before、duplicate、rule_too_strict、other",
    "why not: data_error, device_fault, same_name, authorised_exception, allowed_by_policy, corrected_before, duplicate, rule_too_strict, other",
  ],
  optLabelNote: ["给规则负责人的说明", "a sentence for the owner of the rule"],
  alertLabelled: [
    "已回写预警 {id} 的结论，计入规则 {rule} {version}。",
    "Labelled {id}; it counts for {rule} {version}.",
  ],
  rulesEffectiveness: [
    "各版本规则的成效：命中、无法判断、查实情况、准确率及区间",
    "how each version of a rule does: hits, what was confirmed, precision with interval",
  ],
  rulesCalibrate: [
    "按现有结论校准评分（每日自动进行）",
    "let scores follow the labels there are now; done daily by itself",
  ],
  calibrationMade: [
    "已生成校准 {version}，自其入日志起的事件按此评分。",
    "Made calibration {version}; events behind it in the log are scored with it.",
  ],
  calibrationSame: [
    "结论没有变化，仍为校准 {version}。",
    "The labels say nothing new; calibration {version} stays.",
  ],
  colConfirmed: ["查实", "CONFIRMED"],
  colPartly: ["部分查实", "PARTLY"],
  colNotConfirmed: ["未查实", "NOT CONFIRMED"],
  colPrecision: ["准确率（95 % 区间）", "PRECISION (95 % INTERVAL)"],
  colBelowFloor: ["低于下限", "BELOW FLOOR"],
  overrideLine: [
    "近 {days} 天提醒 {shown} 次，其中 {overridden} 次仍办理（{share}）。",
    "In {days} days shown {shown} times, {overridden} times gone past ({share}).",
  ],
  overrideFlagged: [
    "近 {days} 天提醒 {shown} 次，其中 {overridden} 次仍办理（{share}）：须复核该规则。",
    "In {days} days shown {shown} times, {overridden} times gone past ({share}): review this rule.",
  ],
  hotspots: ["预警集中在哪里", "where alerts gather"],
  hotspotsList: [
    "按权力事项、岗位、人员、单位、区域排名，并与上一期比较",
    "rank powers, posts, persons, units or areas, compared with the period before",
  ],
  hotspotsRepeats: ["高频预警对象名单（GEN-WRN-004）", "those with many alerts (GEN-WRN-004)"],
  hotspotsScore: [
    "某对象的当前评分及其构成",
    "the score of somebody or something now, and what it is made of",
  ],
  optHotspotBy: [
    "对象：person（默认）、post、power、unit、organisation、area",
    "person (default), post, power, unit, organisation or area",
  ],
  optHotspotClass: ["类别：business 或 integrity", "business or integrity"],
  optFrom: ["起始时间（RFC 3339；默认 90 天前）", "from this moment (RFC 3339; default 90 days ago)"],
  optTo: ["截止时间（RFC 3339；默认现在）", "up to this moment (RFC 3339; default now)"],
  hotspotPopulation: [
    "期内有预警的对象（{by}）共 {population} 个。",
    "{population} of kind {by} had alerts in the period.",
  ],
  colHotspotKey: ["对象", "KEY"],
  colRules: ["规则", "RULES"],
  colLevels: ["一 / 二 / 三级", "LEVEL 1 / 2 / 3"],
  colWeight: ["权重", "WEIGHT"],
  colWeightBefore: ["上期", "BEFORE"],
  colTrend: ["趋势", "TREND"],
  colScore: ["评分", "SCORE"],
  colScoreNow: ["现值", "NOW"],
  scoreLine: [
    "{kind} {key}：当前评分 {score}，来自 {hits} 个事件，每 {days} 天减半。",
    "{kind} {key}: {score} now, from {hits} events; a share halves every {days} days.",
  ],
} as const;
