// What an application that people sign in to does, with libraries this project has no part in: the authorization code flow with PKCE, the
// pages on the way filled in as a browser would. Reads one JSON object from standard input; exits with 0 when all went well.
import { createHmac } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { address, application, redirect, signedOut, logins } = JSON.parse(text);

function must(good, what) {
  if (!good) throw new Error(what);
}

// RFC 6238, by other means than the hub
function totp(secret, ahead) {
  const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

class Browser {
  cookies = new Map();

  async go(url, form) {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET', body: form && new URLSearchParams(form), redirect: 'manual',
      headers: { Accept: 'text/html', Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const location = answer.headers.get('location');
    return { status: answer.status, html: await answer.text(), location: location && new URL(location, url) };
  }

  // Sends the form of a page with its antiforgery token.
  async fill(url, fields) {
    const { html } = await this.go(url);
    const token = /name="__RequestVerificationToken"[^>]*value="([^"]+)"/.exec(html);
    must(token, `there is no form at ${url.pathname}`);
    return this.go(url, { __RequestVerificationToken: token[1], ...fields });
  }

  async signIn(page, login) {
    must(page?.pathname === '/sign-in', 'the hub did not ask to sign in');
    const second = (await this.fill(page, { userName: login.user, password: login.password })).location;
    must(second?.pathname === '/sign-in/code', 'the hub did not ask for the second factor');
    // A code holds once: the next one, when another sign-in has just used this one.
    for (const ahead of [0, 1]) {
      const done = await this.fill(second, { code: totp(login.totpSecret, ahead) });
      if (done.location) return done.location;
    }
    throw new Error('the second factor was refused');
  }
}

for (const login of logins) {
  const server = await client.discovery(new URL(address), application, undefined, client.None(), { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] });
  const metadata = server.serverMetadata();
  const browser = new Browser();
  const started = Math.floor(Date.now() / 1000);

  const begin = async further => {
    const [verifier, nonce, state] = [client.randomPKCECodeVerifier(), client.randomNonce(), client.randomState()];
    const url = client.buildAuthorizationUrl(server, {
      redirect_uri: redirect, scope: 'openid profile', nonce, state, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...further,
    });
    return { url, checks: { pkceCodeVerifier: verifier, expectedNonce: nonce, expectedState: state, idTokenExpected: true } };
  };

  const nobody = await browser.go((await begin({ prompt: 'none' })).url);
  must(nobody.location.searchParams.get('error') === 'login_required', 'prompt=none without a session is not login_required');

  const { url, checks } = await begin();
  const back = await browser.signIn((await browser.go(url)).location, login);
  const callback = (await browser.go(back)).location;
  must(callback.href.startsWith(redirect + '?'), 'the code went elsewhere');
  const tokens = await client.authorizationCodeGrant(server, callback, checks);
  const claims = tokens.claims();
  const { payload } = await jwtVerify(tokens.id_token, createRemoteJWKSet(new URL(metadata.jwks_uri)), { issuer: metadata.issuer, audience: application, algorithms: ['ES256'] });
  must(payload.nonce === checks.expectedNonce && payload.sub === claims.sub && payload.sub && payload.name, 'the identity token names nobody');
  must(JSON.stringify(payload.roles) === JSON.stringify(login.roles), 'the identity token has other roles');
  must(payload.amr.includes('pwd') && payload.amr.includes('otp'), 'the identity token hides the second factor');
  must(Number.isInteger(payload.auth_time) && payload.auth_time >= started && payload.auth_time <= Date.now() / 1000, 'auth_time is not when the person signed in');

  const person = await client.fetchUserInfo(server, tokens.access_token, claims.sub);
  must(person.name === payload.name, 'userinfo tells of somebody else');

  const again = await begin({ prompt: 'login' });
  must((await browser.go(again.url)).location.pathname === '/sign-in', 'prompt=login did not ask to sign in');
  const silent = await begin({ prompt: 'none', max_age: '3600' });
  const quiet = await client.authorizationCodeGrant(server, (await browser.go(silent.url)).location, { ...silent.checks, maxAge: 3600 });
  must(quiet.claims().auth_time === payload.auth_time, 'auth_time moved without a sign-in');

  const replay = await client.authorizationCodeGrant(server, callback, checks).then(() => null, e => e);
  must(replay?.error === 'invalid_grant', 'a code was taken twice');
  const withdrawn = await fetch(metadata.userinfo_endpoint, { headers: { Authorization: `Bearer ${tokens.access_token}` } });
  must(withdrawn.status === 401, `the token of a code that came twice was answered with ${withdrawn.status}`);

  const out = await browser.go(client.buildEndSessionUrl(server, { id_token_hint: quiet.id_token, post_logout_redirect_uri: signedOut }));
  must(out.location?.href.startsWith(signedOut), 'signing out did not lead back');
  must((await browser.go((await begin({ prompt: 'none' })).url)).location.searchParams.get('error') === 'login_required', 'the session outlived signing out');
  console.log(`${login.roles}: good`);
}
