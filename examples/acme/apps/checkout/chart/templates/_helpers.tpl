{{- define "checkout.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "checkout.labels" -}}
{{ include "checkout.selector" . }}
acme.example/team: payments
environment: {{ required "global.environment is set by every environment's values" .Values.global.environment }}
{{- end }}

{{/* Pods of every environment run under the restricted standard, so nothing has to be loosened on the way up. */}}
{{- define "checkout.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "checkout.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end }}
