// Row x of the table: the sites x+μ for the four μ, then the sites x−μ; x fastest, t slowest, all directions periodic.
static void fill_neighbours(const int extents[4], int (*table)[8]) {
  int x[4], site = 0;
  for (x[3] = 0; x[3] < extents[3]; x[3]++)
    for (x[2] = 0; x[2] < extents[2]; x[2]++)
      for (x[1] = 0; x[1] < extents[1]; x[1]++)
        for (x[0] = 0; x[0] < extents[0]; x[0]++, site++)
          for (int mu = 0, stride = 1; mu < 4; stride *= extents[mu++]) {
            table[site][mu] = site + (x[mu] == extents[mu] - 1 ? 1 - extents[mu] : 1) * stride;
            table[site][4 + mu] = site + (x[mu] == 0 ? extents[mu] - 1 : -1) * stride;
          }
}
