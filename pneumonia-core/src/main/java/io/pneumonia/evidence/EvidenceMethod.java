package io.pneumonia.evidence;

/** How a relevance map comes about. */
public enum EvidenceMethod {
  /**
   * The network's last feature map, weighed by how the score depends on its mean: one run, exact
   * for a single dense layer, first-order for more of them. See {@link ClassActivation}.
   */
  CLASS_ACTIVATION,
  /**
   * The score again and again with a part of the picture hidden: works with every network, and
   * costs as many runs as the grid has cells. See {@link Occlusion}.
   */
  OCCLUSION
}
