"""Does it hold? Calibration, scores against baselines, replay, impact with intervals."""
