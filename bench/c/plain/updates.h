// One sweep over all links; included once after each group's header and its `updated`.
// `order` lists all sites, even ones first; coupling is β/N, the weight exp(coupling Re tr U staple†).
#define LINK GROUP(link)

void GROUP(sweep)(int volume, const int *order, const int (*neighbour)[8], LINK (*U)[4], double coupling, int heatbath) {
  for (int mu = 0; mu < 4; mu++)
    for (int k = 0; k < volume; k++) {
      const int x = order[k], ahead = neighbour[x][mu];
      LINK staple = {{0}};
      for (int nu = 0; nu < 4; nu++) {
        if (nu == mu) continue;
        const int above = neighbour[x][nu], below = neighbour[x][4 + nu];
        const LINK upper = GROUP(multiply)(GROUP(multiply)(U[x][nu], U[above][mu]), GROUP(adjoint)(U[ahead][nu]));
        const LINK lower = GROUP(multiply)(GROUP(multiply)(GROUP(adjoint)(U[below][nu]), U[below][mu]), U[neighbour[below][mu]][nu]);
        staple = GROUP(add)(staple, GROUP(add)(upper, lower));
      }
      U[x][mu] = GROUP(updated)(U[x][mu], staple, coupling, heatbath);
    }
}

#undef LINK
#undef COLOURS
#undef GROUP
