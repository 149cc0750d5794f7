/** The shader of `volume.ts`: one triangle over the screen, one ray for each pixel. */

export const vertexShader = `#version 300 es
out vec2 place;
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  place = corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

export const fragmentShader = `#version 300 es
precision highp float;
precision highp sampler3D;
in vec2 place;
out vec4 colour;
uniform sampler3D field;
uniform sampler2D colours;
uniform vec3 eye, right, up, box, paper, size;
uniform int steps;
uniform bool isSurface, isSigned;

float valueAt(vec3 p) { return texture(field, p / (2.0 * box) + 0.5).r; }
/** From 0 to 1 on either side of the middle. */
float strengthOf(float v) { return isSigned ? abs(2.0 * v - 1.0) : v; }
vec3 shade(float v) { return texture(colours, vec2(v, 0.5)).rgb; }

/** Where the ray enters and leaves the box. */
vec2 crossing(vec3 direction) {
  vec3 a = (-box - eye) / direction, b = (box - eye) / direction;
  vec3 near = min(a, b), far = max(a, b);
  return vec2(max(max(near.x, near.y), near.z), min(min(far.x, far.y), far.z));
}

/** Thin edges of the box. */
float edge(vec3 p) {
  vec3 gap = box - abs(p);
  float w = 0.006;
  float touching = step(gap.x, w) + step(gap.y, w) + step(gap.z, w);
  return touching > 1.5 ? 1.0 : 0.0;
}

void main() {
  vec3 forward = -normalize(eye);
  vec3 direction = normalize(forward + 0.42 * (place.x * right + place.y * up));
  vec2 ends = crossing(direction);
  vec3 light = paper;
  if (ends.y <= max(ends.x, 0.0)) { colour = vec4(light, 1.0); return; }
  ends.x = max(ends.x, 0.0);
  float length = ends.y - ends.x, stride = length / float(steps);
  float jitter = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453);
  float clear = 1.0;
  vec3 gathered = vec3(0.0);
  if (edge(eye + direction * ends.x) > 0.5) { gathered += 0.35 * clear * mix(paper, vec3(0.5), 0.7); clear *= 0.65; }
  float before = 0.0;
  for (int k = 0; k < 96; k++) {
    if (k >= steps || clear < 0.02) break;
    vec3 p = eye + direction * (ends.x + (float(k) + jitter) * stride);
    float v = valueAt(p), s = strengthOf(v);
    if (isSurface) {
      float level = isSigned ? 0.36 : 0.45;
      if (s > level) {
        vec3 low = p - direction * stride * (before < level ? (s - level) / max(s - before, 1e-4) : 0.0);
        vec3 e = 1.2 * box / size * 2.0;
        vec3 slope = vec3(
          strengthOf(valueAt(low + vec3(e.x, 0, 0))) - strengthOf(valueAt(low - vec3(e.x, 0, 0))),
          strengthOf(valueAt(low + vec3(0, e.y, 0))) - strengthOf(valueAt(low - vec3(0, e.y, 0))),
          strengthOf(valueAt(low + vec3(0, 0, e.z))) - strengthOf(valueAt(low - vec3(0, 0, e.z))));
        vec3 normal = -normalize(slope + 1e-6);
        float lit = 0.45 + 0.55 * max(dot(normal, normalize(-direction + 0.6 * up - 0.3 * right)), 0.0);
        float gloss = pow(max(dot(reflect(direction, normal), normalize(up - right)), 0.0), 24.0);
        vec3 base = shade(isSigned ? (v > 0.5 ? 0.86 : 0.14) : 0.8);
        gathered += clear * (base * lit + 0.22 * gloss);
        clear = 0.0;
      }
      before = s;
    } else if (s > 0.12) {
      float dense = smoothstep(0.12, 0.8, s);
      float alpha = 1.0 - exp(-dense * dense * stride * 26.0);
      float tone = isSigned ? (v > 0.5 ? 0.5 + 0.5 * min(1.0, 0.35 + s) : 0.5 - 0.5 * min(1.0, 0.35 + s)) : min(1.0, 0.25 + s);
      gathered += clear * alpha * shade(tone);
      clear *= 1.0 - alpha;
    }
  }
  if (clear > 0.02 && edge(eye + direction * ends.y) > 0.5) { gathered += 0.25 * clear * mix(paper, vec3(0.5), 0.7); clear *= 0.75; }
  colour = vec4(gathered + clear * light, 1.0);
}`;
