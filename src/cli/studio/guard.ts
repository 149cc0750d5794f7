/**
 * Who is answered. The studio shows files of this machine, so that any web page a user happens to have open, any other
 * machine and any other user of this one must be turned away:
 *   methods   GET and HEAD alone; nothing can be changed, and nothing is read from a request but its address
 *   Host      a name of this server, against names that are made to point here (DNS rebinding)
 *   Origin    where a page asks, it must be this one
 *   token     the address that the command prints holds one; it is taken once, for a cookie that scripts cannot see
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Guard {
  /** For the address that the command prints. */
  readonly token: string;
  /** Why a request is refused; undefined where it is answered. */
  refusal(request: Asked): Refusal | undefined;
  /** Takes the token of an address. @returns the cookie in its place; undefined where it is wrong or was taken before */
  cookieFor(token: string): string | undefined;
}

export interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Refusal {
  readonly status: 400 | 401 | 403 | 405 | 414;
  readonly sentence: string;
}

const cookieName = 'caskStudio';
const longestAddress = 2048;

/** @param hosts names and addresses, with ports, under which this server is known */
export function guardOf(hosts: ReadonlySet<string>): Guard {
  const token = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  let isTaken = false;
  return {
    token,
    refusal({ method, url = '', headers }) {
      if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'This server is read-only: GET and HEAD alone.');
      if (url.length > longestAddress) return refuse(414, `An address has at most ${longestAddress} letters here.`);
      if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
        return refuse(400, 'A request has no body here.');
      }
      const { host, origin } = headers;
      if (host === undefined || !hosts.has(host)) return refuse(403, `The host ${shown(host)} is not this server.`);
      if (origin !== undefined && origin !== `http://${host}`) {
        return refuse(403, `The page ${shown(origin)} has no business here.`);
      }
      const site = headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') {
        return refuse(403, `A page of another site asked (${shown(String(site))}).`);
      }
      if (tokenIn(url) !== undefined) return;
      if (!isCookie(headers.cookie, session)) {
        return refuse(401, 'Open the address that "cask studio" printed: it holds the token that this page needs.');
      }
    },
    cookieFor(given) {
      if (isTaken || !isSame(given, token)) return;
      isTaken = true;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}

/** The token of an address such as /?token=…; only the first page takes one. */
export function tokenIn(url: string): string | undefined {
  return /^\/\?token=([\w-]+)$/.exec(url)?.[1];
}

const refuse = (status: Refusal['status'], sentence: string): Refusal => ({ status, sentence });
const shown = (text: string | undefined) => JSON.stringify((text ?? '').slice(0, 80));

function isCookie(header: string | undefined, session: string): boolean {
  const found = (header ?? '').split(/;\s*/).find(part => part.startsWith(`${cookieName}=`));
  return found !== undefined && isSame(found.slice(cookieName.length + 1), session);
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
