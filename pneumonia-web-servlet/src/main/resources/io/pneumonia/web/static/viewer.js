export function enhanceViewers() {}
