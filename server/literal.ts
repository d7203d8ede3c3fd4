/**
 * A pattern that matches a text as it stands: `C\+\+` of C++. What people ask with may hold any character, so that no word of a
 * question goes into a regular expression without it.
 */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
